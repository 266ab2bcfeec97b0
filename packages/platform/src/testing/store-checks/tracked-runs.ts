import assert from 'node:assert/strict';
import { asId, type RunId } from '@kaizenml/contracts';
import type { DatasetUse, TrackedRuns } from '../../tracking/store.ts';
import { readPages, refuses } from './asserts.ts';
import { AWKWARD_TEXT, aRun, estimate, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';
import { aPoint, aTrackedRun, EVERY_RUN, inOrder } from './tracked-examples.ts';

const TABLE: DatasetUse = {
  name: 'penguins',
  digest: '0a1b',
  sourceType: 'local',
  source: '{"uri":"penguins.csv"}',
  schema: '{}',
  tags: { 'mlflow.data.context': 'training' },
};

/** What every store does with runs as everybody writes them. */
export function trackedRunChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'tracked runs', {
    'tell of which experiments runs are, deleted ones too': async ({ store: { tracking } }) => {
      const { id: experimentId } = await tracking.experiments.create({ name: 'other' });
      const [one, two] = [
        await tracking.runs.create(aTrackedRun()),
        await tracking.runs.create(aTrackedRun({ experimentId })),
      ];
      await tracking.runs.setLifecycle(two.id, 'deleted');
      const found = await tracking.runs.experimentsOf([two.id, 'nobody', one.id]);
      assert.deepEqual(
        [...found].sort(),
        [
          [one.id, '0'],
          [two.id, experimentId],
        ].sort(),
      );
      assert.equal((await tracking.runs.experimentsOf([])).size, 0);
    },
    'give back what was logged': async ({ store: { tracking }, again }) => {
      const made = await tracking.runs.create(aTrackedRun({ tags: { a: '1', b: AWKWARD_TEXT } }));
      assert.deepEqual(made, {
        id: made.id,
        experimentId: '0',
        name: 'nimble-newt',
        user: 'ada',
        status: 'running',
        startedAtMs: 1_700_000_000_000,
        endedAtMs: null,
        artifactUri: `mlflow-artifacts:/0/${made.id}/artifacts`,
        lifecycle: 'active',
        metrics: [],
        params: {},
        tags: { a: '1', b: AWKWARD_TEXT },
        datasets: [],
        modelInputs: [],
        modelOutputs: [],
      });
      const dataset = { name: 'penguins', digest: '0a1b' };
      await tracking.runs.log(made.id, {
        metrics: [aPoint(0), aPoint(1, { modelId: 'm-1', dataset }), aPoint(0, { key: 'auc' })],
        params: { lr: '0.1', [AWKWARD_TEXT]: AWKWARD_TEXT, empty: '' },
        tags: { a: null, b: '2', never: null },
      });
      await tracking.runs.logInputs(made.id, { datasets: [TABLE], models: ['m-1', 'm-1'] });
      await tracking.runs.logOutputs(made.id, [{ modelId: 'm-2', step: 7 }]);
      const head = await tracking.runs.update(made.id, {
        status: 'finished',
        endedAtMs: 1_700_000_000_999,
        name: 'other',
      });
      const changes = { status: 'finished', endedAtMs: 1_700_000_000_999, name: 'other' } as const;
      const expected = {
        ...made,
        ...changes,
        metrics: [aPoint(0, { key: 'auc' }), aPoint(1, { modelId: 'm-1', dataset })],
        params: { lr: '0.1', [AWKWARD_TEXT]: AWKWARD_TEXT, empty: '' },
        tags: { b: '2' },
        datasets: [TABLE],
        modelInputs: ['m-1'],
        modelOutputs: [{ modelId: 'm-2', step: 7 }],
      };
      assert.equal(head.status, 'finished');
      assert.equal(head.name, 'other');
      assert.deepEqual(inOrder(await tracking.runs.find(made.id)), expected);
      const other = await again();
      assert.deepEqual(inOrder(await other.tracking.runs.find(made.id)), expected);
    },
    'are made with the id that is asked for, once': async ({ store: { tracking } }) => {
      await tracking.runs.create(aTrackedRun({ id: 'a-1', artifactUri: 'file:///x' }));
      assert.equal((await tracking.runs.find('a-1'))?.artifactUri, 'file:///x');
      await refuses(tracking.runs.create(aTrackedRun({ id: 'a-1' })), {
        code: 'RUN_EXISTS',
        message: /^A run must have an id of its own, got "a-1", which a run of experiment 0 has\.$/,
        details: { id: 'a-1', experimentId: '0' },
      });
      assert.equal(await tracking.runs.find('A-1'), undefined);
    },
    'keep a param as it was first set, and nothing of a batch that changes one': async ({
      store: { tracking },
    }) => {
      const { id } = await tracking.runs.create(aTrackedRun());
      await tracking.runs.log(id, { params: { lr: '0.1' } });
      await tracking.runs.log(id, { params: { lr: '0.1', depth: '3' } });
      const before = await tracking.runs.find(id);
      await refuses(
        tracking.runs.log(id, {
          metrics: [aPoint(0)],
          params: { fresh: '1', lr: '0.2' },
          tags: { t: '1' },
        }),
        {
          code: 'PARAM_CHANGED',
          message: /^Param "lr" of run ".*" must stay "0\.1", got "0\.2"\.$/,
          details: { id, key: 'lr', value: '0.1', given: '0.2' },
        },
      );
      assert.deepEqual(await tracking.runs.find(id), before);
      const { items } = await tracking.metrics.history(id, 'loss', { limit: 5 });
      assert.deepEqual(items, []);
    },
    'take nothing once they are deleted, until they are restored': async ({
      store: { tracking },
    }) => {
      const { id } = await tracking.runs.create(aTrackedRun());
      await tracking.runs.log(id, { metrics: [aPoint(0)] });
      await refuses(tracking.runs.setLifecycle(id, 'active'), {
        code: 'RUN_STATE',
        message: /^Run ".*" must be deleted, it is active\.$/,
        details: { id, wanted: 'deleted', lifecycle: 'active' },
      });
      await tracking.runs.setLifecycle(id, 'deleted');
      for (const attempt of writesTo(id))
        await refuses(attempt(tracking.runs), {
          code: 'RUN_STATE',
          message: /^Run ".*" must be active, it was deleted\.$/,
          details: { id, wanted: 'active', lifecycle: 'deleted' },
        });
      assert.deepEqual((await tracking.runs.find(id))?.metrics, [aPoint(0)]);
      await tracking.runs.setLifecycle(id, 'active');
      await tracking.runs.log(id, { metrics: [aPoint(1)] });
    },
    'are refused where there is none': async ({ store: { tracking } }) => {
      const attempts = [
        ...writesTo('none').map((write) => () => write(tracking.runs)),
        () => tracking.runs.setLifecycle('none', 'deleted'),
        () => tracking.runs.purge('none'),
        () => tracking.metrics.history('none', 'loss', { limit: 5 }),
        () => tracking.metrics.sample('none', 'loss', { maxPoints: 5 }),
      ];
      for (const attempt of attempts)
        await refuses(attempt(), {
          code: 'RUN_NOT_FOUND',
          message: /^Run "none" does not exist\.$/,
          details: { id: 'none' },
        });
      assert.equal(await tracking.runs.find('none'), undefined);
    },
    'are gone for good once they are purged, which only deleted ones are': async ({
      store: { tracking },
    }) => {
      const { id } = await tracking.runs.create(aTrackedRun({ id: 'x', tags: { a: '1' } }));
      await tracking.runs.log(id, { metrics: upTo(600).map((i) => aPoint(i)), params: { a: '1' } });
      await tracking.runs.logInputs(id, { datasets: [TABLE] });
      await refuses(tracking.runs.purge(id), {
        code: 'RUN_STATE',
        message: /^Run "x" must be deleted, it is active\.$/,
        details: { id, wanted: 'deleted' },
      });
      await tracking.runs.setLifecycle(id, 'deleted');
      await tracking.runs.purge(id);
      assert.equal(await tracking.runs.find(id), undefined);
      assert.deepEqual(await tracking.runs.datasetsOf(['0']), []);
      const anew = await tracking.runs.create(aTrackedRun({ id: 'x' }));
      assert.deepEqual([anew.metrics, anew.params, anew.tags, anew.datasets], [[], {}, {}, []]);
      assert.deepEqual((await tracking.metrics.history(id, 'loss', { limit: 5 })).items, []);
    },
    'know a table once, with the tags of its last use': async ({ store: { tracking } }) => {
      const [a, b] = await Promise.all(upTo(2).map(() => tracking.runs.create(aTrackedRun())));
      assert.ok(a !== undefined && b !== undefined);
      await tracking.runs.logInputs(a.id, { datasets: [TABLE] });
      const later = { ...TABLE, source: 'elsewhere', tags: { more: 'x' } };
      await tracking.runs.logInputs(a.id, { datasets: [later] });
      assert.deepEqual((await tracking.runs.find(a.id))?.datasets, [
        { ...TABLE, tags: { ...TABLE.tags, more: 'x' } },
      ]);
      await tracking.runs.logInputs(b.id, { datasets: [{ ...TABLE, digest: '9', tags: {} }] });
      assert.deepEqual(await tracking.runs.datasetsOf(['0', '7', 'x']), [
        { experimentId: '0', name: 'penguins', digest: '0a1b', context: 'training' },
        { experimentId: '0', name: 'penguins', digest: '9', context: null },
      ]);
      assert.deepEqual(await tracking.runs.datasetsOf([]), []);
    },
    'come in pages, the newest start first': async ({ store: { tracking } }) => {
      const starts = [5, 3, 5, 1, 4, 5, 2, 3, 3, 0];
      const made = [];
      for (const [i, startedAtMs] of starts.entries())
        made.push(await tracking.runs.create(aTrackedRun({ id: `r${i}`, startedAtMs })));
      await tracking.runs.setLifecycle('r4', 'deleted');
      const sorted = ['r0', 'r2', 'r5', 'r4', 'r1', 'r7', 'r8', 'r6', 'r3', 'r9'];
      const expected = {
        all: sorted,
        active: sorted.filter((id) => id !== 'r4'),
        deleted: ['r4'],
      };
      for (const lifecycle of ['all', 'active', 'deleted'] as const)
        for (const limit of [1, 3, 10, 1000]) {
          const found = await readPages(
            (page) => tracking.runs.search({ ...EVERY_RUN, lifecycle }, page),
            limit,
          );
          assert.deepEqual(
            found.map(({ id }) => id),
            expected[lifecycle],
          );
        }
      const none = await tracking.runs.search({ ...EVERY_RUN, experimentIds: [] }, { limit: 5 });
      assert.deepEqual(none.items, []);
      await refuses(tracking.runs.search(EVERY_RUN, { limit: 5, after: 'nonsense' }), {
        code: 'REQUEST_INVALID',
        message: /^after must be the `next` of a page of this list, got "nonsense"\.$/,
        details: { after: 'nonsense' },
      });
    },
    'are those of the other rooms': async ({ store }) => {
      const ours = await store.runs.start(aRun({ params: { lr: 0.5, on: true, s: 'x' } }));
      await store.runs.logMetrics(ours, { auc: { value: 0.9, low: 0.8, high: 1 } });
      const seen = await store.tracking.runs.find(ours);
      assert.deepEqual(seen?.params, { lr: '0.5', on: 'true', s: 'x' });
      assert.deepEqual(
        seen?.metrics.map(({ key, value }) => [key, value]),
        [['auc', 0.9]],
      );
      await store.runs.finish(ours, { status: 'stopped' });
      assert.equal((await store.tracking.runs.find(ours))?.status, 'killed');
      assert.equal((await store.runs.find(ours))?.status, 'stopped');
      const { id } = await store.tracking.runs.create(aTrackedRun({ id: 'their-run' }));
      await store.tracking.runs.update(id, { status: 'scheduled' });
      await store.tracking.runs.log(id, {
        metrics: [aPoint(0), aPoint(0, { key: 'nan', value: Number.NaN })],
        params: { lr: '0.5' },
      });
      const theirs = await store.runs.find(id);
      assert.equal(theirs?.status, 'scheduled');
      assert.deepEqual(theirs?.metrics, { loss: estimate(1) });
      assert.deepEqual(theirs?.params, { lr: '0.5' });
      assert.equal((await store.runs.list({}, { limit: 10 })).items.length, 2);
      await store.tracking.runs.setLifecycle(id, 'deleted');
      assert.deepEqual(
        (await store.runs.list({}, { limit: 10 })).items.map((run) => run.id),
        [ours],
      );
      assert.equal(await store.runs.count(), 1);
      assert.equal((await store.runs.find(asId<RunId>('their-r')))?.id, id);
    },
    'lose nothing that two connections write at once': async ({ store, again }) => {
      const other = await again();
      const { id } = await store.tracking.runs.create(aTrackedRun());
      await Promise.all(
        upTo(40).map((i) =>
          (i % 2 ? store : other).tracking.runs.log(id, {
            metrics: [aPoint(i), aPoint(i, { key: `m${i}` })],
            params: { [`p${i}`]: String(i), shared: 'x' },
          }),
        ),
      );
      const run = await other.tracking.runs.find(id);
      assert.equal(run?.metrics.length, 41);
      assert.equal(Object.keys(run?.params ?? {}).length, 41);
      const { items } = await store.tracking.metrics.history(id, 'loss', { limit: 100 });
      assert.deepEqual(
        items.map(({ step }) => step).sort((a, b) => a - b),
        upTo(40),
      );
    },
  });
}

function writesTo(id: string): readonly ((runs: TrackedRuns) => Promise<unknown>)[] {
  return [
    (runs) => runs.log(id, { metrics: [aPoint(9)], params: { p: '1' }, tags: { t: '1' } }),
    (runs) => runs.update(id, { status: 'failed' }),
    (runs) => runs.logInputs(id, { datasets: [TABLE] }),
    (runs) => runs.logOutputs(id, [{ modelId: 'm', step: 0 }]),
  ];
}
