import assert from 'node:assert/strict';
import { asId, type ModelName } from '@kaizenml/contracts';
import { hashOfEntry, NOTHING_BEFORE, verifyTrail } from '../../audit/index.ts';
import type { Condition, Order } from '../../tracking/store.ts';
import { readPages, refuses } from './asserts.ts';
import { AWKWARD_TEXT, aModel, hash, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

const NAME = asId<ModelName>('penguins-species');
const OTHER = asId<ModelName>('Zufriedenheit é 日本');
const WHY = { by: 'person', who: 'key-1', why: AWKWARD_TEXT } as const;
const SOURCE = 'mlflow-artifacts:/0/run/artifacts/model';
const tag = (key: string, value: string): Condition => ({
  ...{ kind: 'compare', by: '=', value },
  field: { of: 'tag', key },
});
const like = (pattern: string, isCaseless = false): Condition => ({
  ...{ kind: 'like', pattern, isCaseless, isNegated: false },
  field: { of: 'attribute', key: 'name' },
});
const by = (key: string, isDescending = false): Order => ({
  ...{ field: { of: 'attribute', key }, isDescending },
});

/** What every store does with the registry and its trail. */
export function registryChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'the registry', {
    'keeps a model without versions, which nothing answers with': async ({
      store: { registry, models },
    }) => {
      const tags = { 'team/risk': AWKWARD_TEXT };
      const made = await registry.createModel(
        { name: OTHER, description: AWKWARD_TEXT, user: 'ada', tags },
        WHY,
      );
      assert.deepEqual(made, {
        ...{ name: OTHER, description: AWKWARD_TEXT, user: 'ada', tags, aliases: {} },
        ...{ task: null, target: null, newestAnswering: null },
        ...{ createdAt: made.createdAt, updatedAt: made.createdAt },
      });
      assert.deepEqual(await registry.findModel(OTHER), made);
      assert.equal(await models.find(OTHER), undefined);
      assert.equal(await models.count(), 0);
      assert.deepEqual(await models.findUnanswering(OTHER), {
        ...{ name: OTHER, version: null, source: null },
      });
      await refuses(registry.createModel({ name: OTHER }, WHY), {
        code: 'MODEL_EXISTS',
        message: /^A new model must have a name of its own, got "Zufriedenheit é 日本"/,
        details: { name: OTHER },
      });
    },
    'numbers versions of everybody together, and answers with those that have an artifact': async ({
      store: { registry, models },
    }) => {
      await models.register(aModel({ aliases: ['champion'] }));
      const theirs = await registry.createVersion(
        { name: NAME, source: SOURCE, runId: 'r-1', tags: { k: 'v' }, description: 'theirs' },
        WHY,
      );
      assert.equal(theirs.version, 2);
      assert.equal(theirs.artifact, null);
      assert.deepEqual(theirs.tags, { k: 'v' });
      const third = await models.register(aModel());
      assert.equal(third.version, 3);
      assert.deepEqual(
        (await models.versions(NAME)).map(({ version }) => version),
        [3, 1],
      );
      assert.equal(await models.findVersion(NAME, 2), undefined);
      assert.deepEqual(await models.findUnanswering(NAME, 2), {
        ...{ name: NAME, version: 2, source: SOURCE },
      });
      assert.equal(await models.findUnanswering(NAME, 3), undefined);
      const copy = await registry.createVersion(
        { name: NAME, source: 'models:/penguins-species/1', copyOf: { name: NAME, version: 1 } },
        WHY,
      );
      assert.deepEqual([copy.version, copy.artifact], [4, hash(7)]);
      assert.equal((await models.find(NAME))?.latestVersion, 4);
    },
    'never gives a number twice, also when versions go': async ({
      store: { registry, models },
    }) => {
      for (const _ of upTo(3)) await models.register(aModel());
      await models.setAlias(NAME, 'held', 3);
      assert.deepEqual(await registry.deleteVersion({ name: NAME, version: 3 }, WHY), {
        ...{ versions: [3], aliases: ['held'] },
      });
      assert.equal((await models.find(NAME))?.latestVersion, 2);
      assert.deepEqual((await models.find(NAME))?.aliases, {});
      assert.equal((await models.register(aModel())).version, 4);
      await refuses(registry.deleteVersion({ name: NAME, version: 3 }, WHY), {
        code: 'MODEL_VERSION_NOT_FOUND',
        message: /^Model "penguins-species" has no version 3\.$/,
        details: { name: NAME, version: 3 },
      });
    },
    'renames a model with its versions, aliases, tags and history': async ({
      store: { registry, models },
    }) => {
      await models.register(aModel({ aliases: ['champion'] }));
      await registry.tagModel(NAME, { tags: { a: '1' }, reason: WHY });
      await registry.tagVersion({ name: NAME, version: 1 }, { tags: { b: '2' }, reason: WHY });
      const renamed = await registry.renameModel(NAME, { to: OTHER, reason: WHY });
      assert.deepEqual(
        [renamed.name, renamed.tags, renamed.aliases],
        [OTHER, { a: '1' }, { champion: 1 }],
      );
      assert.equal(await registry.findModel(NAME), undefined);
      const version = await registry.findVersion({ name: OTHER, version: 1 });
      assert.deepEqual([version?.tags, version?.aliases], [{ b: '2' }, ['champion']]);
      assert.equal((await models.aliasMoves(OTHER, 9)).length, 1);
      await registry.createModel({ name: NAME }, WHY);
      await refuses(registry.renameModel(OTHER, { to: NAME, reason: WHY }), {
        ...{ code: 'MODEL_EXISTS', message: /got "penguins-species"/, details: { name: NAME } },
      });
    },
    'deletes a model with everything of it, and says what went': async ({
      store: { registry, models },
    }) => {
      await models.register(aModel({ aliases: ['champion'] }));
      await models.register(aModel());
      await registry.tagVersion({ name: NAME, version: 1 }, { tags: { b: '2' }, reason: WHY });
      assert.deepEqual(await registry.deleteModel(NAME, WHY), {
        ...{ versions: [1, 2], aliases: ['champion'] },
      });
      assert.equal(await registry.findModel(NAME), undefined);
      assert.equal(await models.find(NAME), undefined);
      assert.equal((await models.register(aModel())).version, 1);
      assert.deepEqual((await registry.findVersion({ name: NAME, version: 1 }))?.tags, {});
    },
    'moves stages, and archives who was there before when told to': async ({
      store: { registry, models },
    }) => {
      for (const _ of upTo(3)) await models.register(aModel());
      const stage = (version: number, archivesOthers: boolean) =>
        registry.setStage(
          { name: NAME, version },
          { stage: 'Production', archivesOthers, reason: WHY },
        );
      await stage(1, false);
      await stage(2, false);
      const stages = async () => {
        const { items } = await registry.searchVersions(
          { orders: [by('version_number')] },
          { limit: 9 },
        );
        return items.map((each) => each.stage);
      };
      assert.deepEqual(await stages(), ['Production', 'Production', 'None']);
      assert.equal((await stage(3, true)).stage, 'Production');
      assert.deepEqual(await stages(), ['Archived', 'Archived', 'Production']);
      const newest = (await registry.newestPerStage([NAME])).get(NAME) ?? [];
      assert.deepEqual(
        newest.map(({ version, stage: at }) => [version, at]),
        [
          [2, 'Archived'],
          [3, 'Production'],
        ],
      );
    },
    'finds models by words in their names, descriptions and tags, and counts them all': async ({
      store: { registry },
    }) => {
      const create = (name: string, description: string, tags: Readonly<Record<string, string>>) =>
        registry.createModel({ name: asId<ModelName>(name), description, tags }, WHY);
      await create('churn', 'Who leaves soon.', { team: 'Risk' });
      await create('fraud', 'Cards that are misused.', { team: 'risk', tier: '1' });
      await create('prices', 'Of flats.', {});
      const found = async (...words: string[]) => {
        const { items } = await registry.searchModels({ words, orders: [] }, { limit: 9 });
        assert.equal(await registry.countModels({ words }), items.length);
        return items.map(({ name }) => name);
      };
      assert.deepEqual(await found('RISK'), ['churn', 'fraud']);
      assert.deepEqual(await found('risk', 'LEAVES'), ['churn']);
      assert.deepEqual(await found('tier'), ['fraud']);
      assert.deepEqual(await found('_'), []);
      assert.deepEqual(await found(), ['churn', 'fraud', 'prices']);
      const condition = tag('team', 'risk');
      assert.equal(await registry.countModels({ condition }), 1);
    },
    'tells how many versions models have, the newest of each stage, and since when': async ({
      store: { registry, models },
    }) => {
      for (const _ of upTo(3)) await models.register(aModel());
      const stage = (version: number) =>
        registry.setStage(
          { name: NAME, version },
          { stage: 'Production', archivesOthers: false, reason: WHY },
        );
      await stage(1);
      const { createdAt } = await stage(2);
      const standing = (await registry.standings([NAME, asId<ModelName>('none')])).get(NAME);
      assert.deepEqual([standing?.nVersions, standing?.stages], [3, { Production: 2 }]);
      assert.ok((standing?.newestAt ?? '') >= createdAt);
      assert.equal((await registry.standings([])).size, 0);
    },
    'finds models by name and tags, in any order, in complete pages': async ({
      store: { registry },
    }) => {
      const names = upTo(23).map((i) => asId<ModelName>(`${i % 2 ? 'Churn' : 'churn'}-${i}`));
      for (const [i, name] of names.entries())
        await registry.createModel({ name, tags: { parity: String(i % 2), all: '_%\\' } }, WHY);
      const found = (condition: Condition, orders: readonly Order[] = []) =>
        readPages((page) => registry.searchModels({ condition, orders }, page), 4);
      const namesOf = async (condition: Condition) =>
        (await found(condition)).map(({ name }) => name).sort();
      const even = names.filter((_, i) => i % 2 === 0).sort();
      assert.deepEqual(await namesOf(tag('parity', '0')), even);
      assert.deepEqual(await namesOf(like('churn-%')), even);
      assert.equal((await found(like('CHURN-_', true))).length, 10);
      assert.deepEqual(await namesOf({ kind: 'not', of: tag('parity', '1') }), even);
      assert.equal((await found(tag('all', '_%\\'))).length, 23);
      const either: Condition = { kind: 'any', of: [tag('parity', '9'), like('%-2_')] };
      assert.deepEqual(await namesOf(either), ['Churn-21', 'churn-20', 'churn-22'].sort());
      const descending = await found({ kind: 'all', of: [] }, [by('name', true)]);
      assert.deepEqual(
        descending.map(({ name }) => name),
        [...names].sort().reverse(),
      );
      await refuses(registry.searchModels({ orders: [by('colour')] }, { limit: 1 }), {
        code: 'REQUEST_INVALID',
        message: /^The registry must be sorted by name, .* got "colour"\.$/,
        details: { key: 'colour' },
      });
    },
    'writes every change into a chain that names who, what and why': async ({
      store: { registry, models, audit },
      again,
    }) => {
      await registry.createModel({ name: NAME }, WHY);
      await models.register(aModel({ aliases: ['champion'] }));
      await registry.createVersion({ name: NAME, source: SOURCE }, WHY);
      await registry.setAlias(NAME, { alias: 'champion', version: 2, reason: WHY });
      await registry.describeModel(NAME, { description: 'd', reason: WHY });
      await registry.deleteAlias(NAME, { alias: 'champion', reason: WHY });
      await registry.deleteModel(NAME, WHY);
      const other = await again();
      const entries = await other.audit.read({ after: 0, limit: 99 });
      assert.deepEqual(
        entries.map(({ seq, action, name, part }) => `${seq} ${action} ${name}${part}`),
        [
          '1 model.create penguins-species',
          '2 version.create penguins-species/1',
          '3 alias.set penguins-species@champion',
          '4 version.create penguins-species/2',
          '5 alias.set penguins-species@champion',
          '6 model.describe penguins-species',
          '7 alias.delete penguins-species@champion',
          '8 model.delete penguins-species',
        ],
      );
      assert.deepEqual(
        [entries[4]?.from, entries[4]?.to, entries[4]?.who, entries[4]?.why],
        ['1', '2', 'key-1', AWKWARD_TEXT],
      );
      assert.equal(entries[0]?.previous, NOTHING_BEFORE);
      for (const [i, entry] of entries.entries()) {
        assert.equal(entry.hash, hashOfEntry(entry));
        if (i > 0) assert.equal(entry.previous, entries[i - 1]?.hash);
      }
      assert.deepEqual(await verifyTrail(audit), {
        ...{ nEntries: 8, problems: [], head: { seq: 8, hash: entries[7]?.hash } },
      });
      const newest = await audit.list({ name: NAME, before: 8, limit: 2 });
      assert.deepEqual(
        newest.map(({ seq }) => seq),
        [7, 6],
      );
      assert.deepEqual(await audit.list({ name: 'nobody', limit: 2 }), []);
    },
    'chains the changes of writers that work at once': async ({ store, again }) => {
      const other = await again();
      await Promise.all(
        upTo(20).map((i) =>
          (i % 2 ? store : other).registry.createModel({ name: asId<ModelName>(`m-${i}`) }, WHY),
        ),
      );
      const { nEntries, problems } = await verifyTrail(store.audit);
      assert.deepEqual([nEntries, problems], [20, []]);
    },
  });
}
