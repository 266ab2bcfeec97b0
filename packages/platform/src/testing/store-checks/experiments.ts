import assert from 'node:assert/strict';
import { asId, type ExperimentName } from '@kaizenml/contracts';
import { readPages, refuses } from './asserts.ts';
import { aRun, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

const name = (text: string) => asId<ExperimentName>(text);

/** What every store does with experiments. */
export function experimentChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'experiments', {
    'are found after they were ensured, twice or once': async ({ store }) => {
      await store.experiments.ensure(name('a'));
      const first = await store.experiments.find(name('a'));
      await store.experiments.ensure(name('a'));
      assert.deepEqual(await store.experiments.find(name('a')), first);
      assert.match(first?.createdAt ?? '', /^\d{4}-\d\d-\d\dT.*Z$/);
      assert.equal(first?.nRuns, 0);
      assert.equal(first?.lastRunAt, null);
    },
    'are undefined when no one has that name': async ({ store }) => {
      assert.equal(await store.experiments.find(name('nobody')), undefined);
    },
    'count their runs and know the newest': async ({ store }) => {
      for (const _ of upTo(3)) await store.runs.start(aRun({ experiment: name('counted') }));
      const id = await store.runs.start(aRun({ experiment: name('counted') }));
      const run = await store.runs.find(id);
      const experiment = await store.experiments.find(name('counted'));
      assert.equal(experiment?.nRuns, 4);
      assert.equal(experiment?.lastRunAt, run?.startedAt);
    },
    'come in pages that are complete and without repeats': async ({ store }) => {
      const names = upTo(23).map((i) => name(`experiment-${i}`));
      for (const one of names) await store.experiments.ensure(one);
      for (const limit of [1, 7, 23, 100]) {
        const items = await readPages((page) => store.experiments.list(page), limit);
        assert.equal(items.length, names.length);
        assert.deepEqual(new Set(items.map((item) => item.name)), new Set(names));
        const instants = items.map((item) => item.createdAt);
        assert.deepEqual(instants, [...instants].sort().reverse());
      }
    },
    'are listed among some of them, also in pages': async ({ store }) => {
      for (const i of upTo(9)) await store.experiments.ensure(name(`experiment-${i}`));
      const wanted = upTo(9)
        .filter((i) => i % 2 === 0)
        .map((i) => `experiment-${i}`);
      const ids = await Promise.all(
        wanted.map(async (one) => (await store.tracking.experiments.findByName(one))?.id ?? ''),
      );
      const items = await readPages((page) => store.experiments.list(page, new Set(ids)), 2);
      assert.deepEqual(items.map((item) => item.name).sort(), wanted.sort());
      for (const experiment of ['experiment-1', 'experiment-2'])
        await store.runs.start(aRun({ experiment: name(experiment) }));
      const { items: runs } = await store.runs.list({ among: new Set(ids) }, { limit: 9 });
      assert.deepEqual(
        runs.map((run) => run.experiment),
        wanted.filter((one) => one === 'experiment-1' || one === 'experiment-2'),
      );
    },
    'refuse a page token that is none': async ({ store }) => {
      for (const after of ['nonsense', '', 'WyJhIl0'])
        await refuses(store.experiments.list({ limit: 5, after }), {
          code: 'REQUEST_INVALID',
          message: /^after must be the `next` of a page of this list, got "/,
          details: { after },
        });
    },
  });
}
