import assert from 'node:assert/strict';
import { asId, type ExperimentName } from '@kaizenml/contracts';
import { readPages, refuses } from './asserts.ts';
import { AWKWARD_TEXT, aRun, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';
import { aTrackedRun, EVERY_RUN, NO_EXPERIMENT } from './tracked-examples.ts';

/** What every store does with experiments as everybody writes them. */
export function trackedExperimentChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'tracked experiments', {
    'begin with Default, whose number is 0': async ({ store: { tracking } }) => {
      const found = await tracking.experiments.find('0');
      assert.equal(found?.name, 'Default');
      assert.equal(found?.lifecycle, 'active');
      assert.deepEqual(await tracking.experiments.findByName('Default'), found);
      const { items } = await tracking.experiments.search(
        { orders: [], lifecycle: 'all' },
        { limit: 10 },
      );
      assert.deepEqual(items, [found]);
    },
    'are found by number and by name, with their tags': async ({ store: { tracking } }) => {
      const made = await tracking.experiments.create({
        name: AWKWARD_TEXT,
        artifactLocation: 's3://bucket/place',
        tags: { [AWKWARD_TEXT]: AWKWARD_TEXT, __proto__x: '1', ['__proto__']: 'own' },
      });
      assert.equal(made.artifactLocation, 's3://bucket/place');
      assert.deepEqual(
        Object.keys(made.tags).sort(),
        [AWKWARD_TEXT, '__proto__', '__proto__x'].sort(),
      );
      assert.deepEqual(await tracking.experiments.find(made.id), made);
      assert.deepEqual(await tracking.experiments.findByName(AWKWARD_TEXT), made);
      const other = await tracking.experiments.create({ name: 'b' });
      assert.equal(other.artifactLocation, `mlflow-artifacts:/${other.id}`);
      assert.equal(Number(other.id), Number(made.id) + 1);
    },
    'have a name of their own, also one that was deleted': async ({ store: { tracking } }) => {
      const { id } = await tracking.experiments.create({ name: 'a' });
      const other = await tracking.experiments.create({ name: 'b' });
      await tracking.experiments.setLifecycle(id, 'deleted');
      for (const attempt of [
        tracking.experiments.create({ name: 'a' }),
        tracking.experiments.rename(other.id, 'a'),
      ])
        await refuses(attempt, {
          code: 'EXPERIMENT_EXISTS',
          message:
            /^An experiment must have a name of its own, got "a", which experiment \d+ has\.$/,
          details: { name: 'a', id, lifecycle: 'deleted' },
        });
      await tracking.experiments.rename(other.id, 'b');
      await tracking.experiments.rename(other.id, 'c');
      assert.equal((await tracking.experiments.findByName('c'))?.id, other.id);
      assert.equal(await tracking.experiments.findByName('b'), undefined);
    },
    'are refused where there is none, or none in that state': async ({ store: { tracking } }) => {
      const { id } = await tracking.experiments.create({ name: 'a' });
      for (const none of [NO_EXPERIMENT, 'x', '', '01', '-1', '1e1', '9'.repeat(30)]) {
        assert.equal(await tracking.experiments.find(none), undefined);
        for (const attempt of [
          () => tracking.experiments.rename(none, 'z'),
          () => tracking.experiments.setLifecycle(none, 'deleted'),
          () => tracking.experiments.setTags(none, { a: 'b' }),
          () => tracking.runs.create(aTrackedRun({ experimentId: none })),
        ])
          await refuses(attempt(), {
            code: 'EXPERIMENT_NOT_FOUND',
            message: /^Experiment ".*" does not exist\.$/,
            details: { id: none },
          });
      }
      await refuses(tracking.experiments.setLifecycle(id, 'active'), {
        code: 'EXPERIMENT_STATE',
        message: /^Experiment "\d+" must be deleted, it is active\.$/,
        details: { id, wanted: 'deleted', lifecycle: 'active' },
      });
      await tracking.experiments.setLifecycle(id, 'deleted');
      await refuses(tracking.runs.create(aTrackedRun({ experimentId: id })), {
        code: 'EXPERIMENT_STATE',
        message: /^Experiment "\d+" must be active, it was deleted\.$/,
        details: { id, wanted: 'active', lifecycle: 'deleted' },
      });
    },
    'take their runs along, and bring back those that went with them': async ({
      store: { tracking },
    }) => {
      const { id } = await tracking.experiments.create({ name: 'a' });
      const gone = await tracking.runs.create(aTrackedRun({ experimentId: id }));
      const kept = await tracking.runs.create(aTrackedRun({ experimentId: id }));
      const other = await tracking.runs.create(aTrackedRun());
      const lifecycles = async () => {
        const runs = await Promise.all(
          [gone, kept, other].map((run) => tracking.runs.find(run.id)),
        );
        return runs.map((run) => run?.lifecycle);
      };
      await tracking.runs.setLifecycle(gone.id, 'deleted');
      await tracking.experiments.setLifecycle(id, 'deleted');
      assert.deepEqual(await lifecycles(), ['deleted', 'deleted', 'active']);
      await tracking.experiments.setLifecycle(id, 'active');
      assert.deepEqual(await lifecycles(), ['deleted', 'active', 'active']);
    },
    'change and lose their tags': async ({ store: { tracking } }) => {
      const { id } = await tracking.experiments.create({ name: 'a', tags: { x: '1', y: '2' } });
      await tracking.experiments.setTags(id, { x: '3', y: null, never: null, z: '' });
      assert.deepEqual((await tracking.experiments.find(id))?.tags, { x: '3', z: '' });
    },
    'come in pages, the newest first': async ({ store: { tracking } }) => {
      const ids = ['0'];
      for (const i of upTo(12))
        ids.unshift((await tracking.experiments.create({ name: `e${i}` })).id);
      const deleted = ids[3] as string;
      await tracking.experiments.setLifecycle(deleted, 'deleted');
      const expected = {
        all: ids,
        active: ids.filter((id) => id !== deleted),
        deleted: [deleted],
      };
      for (const lifecycle of ['all', 'active', 'deleted'] as const)
        for (const limit of [1, 5, 100]) {
          const found = await readPages(
            (page) => tracking.experiments.search({ orders: [], lifecycle }, page),
            limit,
          );
          assert.deepEqual(
            found.map(({ id }) => id),
            expected[lifecycle],
          );
        }
    },
    'are those of the other rooms': async ({ store }) => {
      const run = await store.runs.start(aRun());
      const found = await store.tracking.experiments.findByName('penguins-species');
      assert.equal((await store.tracking.runs.find(run))?.experimentId, found?.id);
      const made = await store.tracking.experiments.create({ name: 'theirs' });
      await store.tracking.runs.create(aTrackedRun({ experimentId: made.id }));
      const name = asId<ExperimentName>('theirs');
      assert.equal((await store.experiments.find(name))?.nRuns, 1);
      await store.tracking.experiments.setLifecycle(made.id, 'deleted');
      assert.equal(await store.experiments.find(name), undefined);
      const { items } = await store.tracking.runs.search(EVERY_RUN, { limit: 10 });
      assert.deepEqual(items, []);
    },
  });
}
