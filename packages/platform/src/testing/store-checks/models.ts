import assert from 'node:assert/strict';
import { asId, type ModelName } from '@kaizenml/contracts';
import { readPages, refuses } from './asserts.ts';
import { AWKWARD_TEXT, aModel, estimate, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

const NAME = asId<ModelName>('penguins-species');

/** What every store does with models. */
export function modelChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'models', {
    'number their versions 1, 2, 3 and give each back': async ({ store: { models } }) => {
      const registered = [];
      for (const i of upTo(3))
        registered.push(await models.register(aModel({ metrics: { auc: estimate(i / 3) } })));
      assert.deepEqual(
        registered.map(({ version }) => version),
        [1, 2, 3],
      );
      for (const record of registered)
        assert.deepEqual(await models.findVersion(NAME, record.version), record);
      assert.deepEqual(await models.versions(NAME), [...registered].reverse());
      assert.equal(await models.findVersion(NAME, 4), undefined);
      assert.equal(await models.find(asId('nobody')), undefined);
      assert.deepEqual(await models.versions(asId('nobody')), []);
      assert.equal(await models.count(), 1);
    },
    'are described by their newest version': async ({ store: { models } }) => {
      await models.register(aModel({ aliases: ['champion'] }));
      const { createdAt } = await models.register(
        aModel({ task: 'binary', target: AWKWARD_TEXT, aliases: ['canary', 'canary'] }),
      );
      assert.deepEqual(await models.find(NAME), {
        name: NAME,
        task: 'binary',
        target: AWKWARD_TEXT,
        latestVersion: 2,
        aliases: { canary: 2, champion: 1 },
        updatedAt: createdAt,
      });
    },
    'number versions without gaps when two writers register at once': async ({ store, again }) => {
      const other = await again();
      const registered = await Promise.all(
        upTo(30).map((i) => (i % 2 ? store : other).models.register(aModel())),
      );
      assert.deepEqual(
        registered.map(({ version }) => version).sort((a, b) => a - b),
        upTo(30).map((i) => i + 1),
      );
    },
    'move an alias, so that it is on one version at any time': async ({ store, again }) => {
      const other = await again();
      await store.models.register(aModel({ aliases: ['champion'] }));
      await store.models.register(aModel());
      const writes = (async () => {
        for (const i of upTo(40)) await store.models.setAlias(NAME, 'champion', (i % 2) + 1);
      })();
      for (const _ of upTo(40)) {
        const holders = (await other.models.versions(NAME)).filter((version) =>
          version.aliases.includes('champion'),
        );
        assert.equal(holders.length, 1);
      }
      await writes;
      assert.deepEqual((await other.models.find(NAME))?.aliases, { champion: 2 });
      assert.deepEqual((await other.models.findVersion(NAME, 2))?.aliases, ['champion']);
      assert.deepEqual((await other.models.findVersion(NAME, 1))?.aliases, []);
    },
    'remember where every alias pointed, who moved it and why': async ({
      store: { models },
      again,
    }) => {
      const { runId } = await models.register(aModel({ aliases: ['champion'] }));
      await models.register(aModel());
      const why = { by: 'person', who: AWKWARD_TEXT, why: AWKWARD_TEXT } as const;
      await models.setAlias(NAME, 'champion', 2, why);
      await models.setAlias(NAME, 'held', 2);
      const other = await again();
      const moves = await other.models.aliasMoves(NAME, 10);
      assert.deepEqual(
        moves.map(({ at: _, ...move }) => move),
        [
          {
            ...{ alias: 'held', from: null, to: 2, by: 'person' },
            ...{ source: null, who: null, why: null },
          },
          { ...why, alias: 'champion', from: 1, to: 2, source: null },
          {
            ...{ alias: 'champion', from: null, to: 1, by: 'run' },
            ...{ source: runId, who: null, why: null },
          },
        ],
      );
      assert.equal((await models.aliasMoves(NAME, 1)).length, 1);
      assert.deepEqual(await models.aliasMoves(asId('nobody'), 10), []);
    },
    'show a new version and its alias together': async ({ store, again }) => {
      const other = await again();
      const writes = Promise.all(
        upTo(25).map(() => store.models.register(aModel({ aliases: ['champion'] }))),
      );
      for (const _ of upTo(40)) {
        const model = await other.models.find(NAME);
        if (model !== undefined) assert.equal(model.aliases.champion, model.latestVersion);
      }
      await writes;
    },
    'refuse an alias on what does not exist, and leave it where it was': async ({
      store: { models },
    }) => {
      await refuses(models.setAlias(NAME, 'champion', 1), {
        code: 'MODEL_NOT_FOUND',
        message: /^No model is called "penguins-species"\.$/,
        details: { name: NAME, known: [] },
      });
      await models.register(aModel({ aliases: ['champion'] }));
      await refuses(models.setAlias(NAME, 'champion', 9), {
        code: 'MODEL_VERSION_NOT_FOUND',
        message: /^Model "penguins-species" has no version 9\.$/,
        details: { name: NAME, version: 9, latestVersion: 1 },
      });
      assert.deepEqual((await models.find(NAME))?.aliases, { champion: 1 });
    },
    'refuse metrics that JSON does not have, and register nothing': async ({
      store: { models },
    }) => {
      await refuses(models.register(aModel({ metrics: { auc: estimate(Number.NaN) } })), {
        code: 'ARGUMENT_INVALID',
        message: /^Metric "auc" must be a finite number, got NaN\.$/,
        details: { subject: 'Metric "auc"', value: 'NaN' },
      });
      assert.equal(await models.find(NAME), undefined);
    },
    'are listed most recently changed first, in complete pages': async ({ store: { models } }) => {
      const names = upTo(17).map((i) => asId<ModelName>(`model-${i}`));
      for (const name of names) await models.register(aModel({ name, aliases: [`a-${name}`] }));
      for (const limit of [1, 4, 17, 99]) {
        const items = await readPages((page) => models.list(page), limit);
        assert.deepEqual(new Set(items.map(({ name }) => name)), new Set(names));
        assert.equal(items.length, names.length);
        assert.ok(items.every(({ name, aliases }) => aliases[`a-${name}`] === 1));
        const instants = items.map(({ updatedAt }) => updatedAt);
        assert.deepEqual(instants, [...instants].sort().reverse());
      }
    },
  });
}
