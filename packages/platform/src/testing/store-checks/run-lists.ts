import assert from 'node:assert/strict';
import { asId, type ExperimentName } from '@kaizenml/contracts';
import { readPages } from './asserts.ts';
import { aRun, estimate, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

const DEAD = 2 ** 30;
const odd = asId<ExperimentName>('odd');
const even = asId<ExperimentName>('even');

/** What every store does with lists of runs. */
export function runListChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'lists of runs', {
    'come newest first in pages that are complete and without repeats': async ({
      store: { runs },
    }) => {
      const ids: string[] = [];
      for (const i of upTo(31))
        ids.unshift(await runs.start(aRun({ experiment: i % 2 ? odd : even })));
      assert.equal(await runs.count(), 31);
      for (const limit of [1, 10, 31, 1000]) {
        const all = await readPages((page) => runs.list({}, page), limit);
        assert.deepEqual(
          all.map(({ id }) => id),
          ids,
        );
        const half = await readPages((page) => runs.list({ experiment: odd }, page), limit);
        assert.deepEqual(
          half.map(({ id }) => id),
          ids.filter((_, i) => i % 2 === 1),
        );
      }
    },
    'are complete by status, killed ones among running ones': async ({ store: { runs } }) => {
      const byStatus: Record<string, string[]> = { running: [], killed: [], finished: [] };
      for (const i of upTo(40)) {
        const status = ['running', 'killed', 'finished'][i % 3] ?? '';
        const id = await runs.start(aRun({ pid: status === 'killed' ? DEAD : process.pid }));
        if (status === 'finished') await runs.finish(id, { status });
        byStatus[status]?.unshift(id);
      }
      for (const status of ['running', 'killed', 'finished'] as const)
        for (const limit of [1, 5, 100]) {
          const items = await readPages((page) => runs.list({ status }, page), limit);
          assert.deepEqual(
            items.map(({ id }) => id),
            byStatus[status],
          );
          assert.ok(items.every((item) => item.status === status));
        }
      assert.deepEqual((await runs.list({ status: 'failed' }, { limit: 5 })).items, []);
    },
    'hold the metrics of each run and nothing of its neighbors': async ({ store: { runs } }) => {
      for (const i of upTo(5)) {
        const id = await runs.start(aRun());
        if (i % 2) await runs.logMetrics(id, { auc: estimate(i), f1: estimate(-i) });
      }
      const { items } = await runs.list({}, { limit: 5 });
      assert.deepEqual(
        items.map(({ metrics }) => metrics),
        [
          {},
          { auc: estimate(3), f1: estimate(-3) },
          {},
          { auc: estimate(1), f1: estimate(-1) },
          {},
        ],
      );
    },
    'are without repeats while runs are added': async ({ store: { runs } }) => {
      const before = [];
      for (const _ of upTo(10)) before.unshift(await runs.start(aRun()));
      const seen = await readPages(async (page) => {
        await runs.start(aRun());
        return runs.list({}, page);
      }, 3);
      const ids = seen.map(({ id }) => id as string);
      assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual(ids.slice(-10), before);
    },
  });
}
