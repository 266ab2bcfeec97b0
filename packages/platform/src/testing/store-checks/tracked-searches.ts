import assert from 'node:assert/strict';
import type { Store } from '../../storage/store.ts';
import type { Condition, Order } from '../../tracking/store.ts';
import { readPages } from './asserts.ts';
import { upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';
import { aPoint, aTrackedRun, EVERY_RUN } from './tracked-examples.ts';

const byMetric = (key: string, isDescending: boolean): Order => ({
  field: { of: 'metric', key },
  isDescending,
});

/** What every store does when runs are searched. */
export function trackedSearchChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'searches of runs', {
    'count runs by what a field holds, most first, with the mean and the ends of metrics': async ({
      store: { tracking },
    }) => {
      const log = async (
        param: string | undefined,
        values: readonly number[],
        startedAtMs: number,
      ) => {
        for (const value of values) {
          const { id } = await tracking.runs.create(aTrackedRun({ startedAtMs }));
          await tracking.runs.log(id, {
            ...(param === undefined ? {} : { params: { model: param } }),
            metrics: [aPoint(0, { key: 'auc', value })],
          });
        }
      };
      await log('b', [1, 2, 6], 3000);
      await log('a', [4, Number.NaN], 5000);
      await log('c', [Number.NaN, 8], 1000);
      await log(undefined, [9], 2000);
      const { id } = await tracking.runs.create(aTrackedRun({ startedAtMs: 9000 }));
      await tracking.runs.log(id, { params: { model: 'b' } });
      await tracking.runs.setLifecycle(id, 'deleted');
      const by = { of: 'param', key: 'model' } as const;
      const search = { experimentIds: ['0'], by, metrics: ['auc', 'none'] };
      const groups = await tracking.runs.group(search, { limit: 10 });
      const auc = (nRuns: number, mean: number, ends: readonly [number, number]) => [
        { key: 'auc', nRuns, mean, least: ends[0], greatest: ends[1] },
      ];
      assert.deepEqual(groups, [
        { value: 'b', nRuns: 3, lastStartedAtMs: 3000, metrics: auc(3, 3, [1, 6]) },
        { value: 'a', nRuns: 2, lastStartedAtMs: 5000, metrics: auc(1, 4, [4, 4]) },
        { value: 'c', nRuns: 2, lastStartedAtMs: 1000, metrics: auc(1, 8, [8, 8]) },
        { value: null, nRuns: 1, lastStartedAtMs: 2000, metrics: auc(1, 9, [9, 9]) },
      ]);
      const condition: Condition = {
        kind: 'compare',
        field: { of: 'metric', key: 'auc' },
        by: '>',
        value: 3,
      };
      const some = await tracking.runs.group({ ...search, metrics: [], condition }, { limit: 1 });
      assert.deepEqual(some, [{ value: 'a', nRuns: 1, lastStartedAtMs: 5000, metrics: [] }]);
      const states = await tracking.runs.group(
        { experimentIds: ['0'], by: { of: 'attribute', key: 'status' }, metrics: [] },
        { limit: 10 },
      );
      assert.deepEqual(
        states.map(({ value, nRuns }) => [value, nRuns]),
        [['RUNNING', 8]],
      );
    },
    'sort by a metric, what is no number and what is missing last': async ({ store }) => {
      const values = [3, undefined, Number.NaN, -Infinity, 3, Infinity, 0.5, undefined, Number.NaN];
      for (const [i, value] of values.entries()) await aRunWith(store, `r${i}`, { auc: value });
      const up = ['r3', 'r6', 'r0', 'r4', 'r5', 'r2', 'r8', 'r1', 'r7'];
      const down = ['r5', 'r0', 'r4', 'r6', 'r3', 'r2', 'r8', 'r1', 'r7'];
      for (const limit of [1, 2, 4, 100]) {
        assert.deepEqual(await found(store, [byMetric('auc', false)], limit), up);
        assert.deepEqual(await found(store, [byMetric('auc', true)], limit), down);
      }
      const unknown = await found(store, [byMetric('nobody logged it', true)], 4);
      assert.deepEqual(
        unknown,
        upTo(9).map((i) => `r${i}`),
      );
    },
    'sort by several fields in pages': async ({ store }) => {
      for (const i of upTo(24))
        await aRunWith(store, `r${String(i).padStart(2, '0')}`, {
          a: i % 3,
          b: i % 2 ? Math.floor(i / 6) : undefined,
        });
      const orders = [byMetric('a', true), byMetric('b', false)];
      const expected = upTo(24).sort((x, y) => {
        const b = (i: number) => (i % 2 ? Math.floor(i / 6) : 9);
        return (y % 3) - (x % 3) || b(x) - b(y) || x - y;
      });
      for (const limit of [1, 5, 100])
        assert.deepEqual(
          await found(store, orders, limit),
          expected.map((i) => `r${String(i).padStart(2, '0')}`),
        );
    },
    'find the runs that a condition holds for': async ({ store }) => {
      for (const i of upTo(6)) {
        await aRunWith(store, `r${i}`, { auc: i % 2 ? i : undefined });
        await store.tracking.runs.log(`r${i}`, {
          params: { lr: `0.${i}` },
          tags: i > 2 ? { t: 'x' } : {},
        });
      }
      const holding = async (condition: Condition) => {
        const search = { ...EVERY_RUN, condition };
        const { items } = await store.tracking.runs.search(search, { limit: 10 });
        return items.map(({ id }) => id);
      };
      const auc = { of: 'metric', key: 'auc' } as const;
      const t = { of: 'tag', key: 't' } as const;
      assert.deepEqual(await holding({ kind: 'compare', field: auc, by: '>', value: 1 }), [
        'r3',
        'r5',
      ]);
      assert.deepEqual(await holding({ kind: 'is-null', field: t, isNegated: false }), [
        'r0',
        'r1',
        'r2',
      ]);
      assert.deepEqual(
        await holding({
          kind: 'all',
          of: [
            { kind: 'compare', field: auc, by: '>=', value: 1 },
            { kind: 'compare', field: t, by: '=', value: 'x' },
            { kind: 'compare', field: { of: 'param', key: 'lr' }, by: '!=', value: '0.3' },
          ],
        }),
        ['r5'],
      );
    },
  });
}

async function aRunWith(
  { tracking }: Store,
  id: string,
  metrics: Readonly<Record<string, number | undefined>>,
): Promise<void> {
  await tracking.runs.create(aTrackedRun({ id }));
  const points = Object.entries(metrics).flatMap(([key, value]) =>
    value === undefined ? [] : [aPoint(0, { key, value })],
  );
  await tracking.runs.log(id, { metrics: points });
}

async function found({ tracking }: Store, orders: readonly Order[], limit: number) {
  const runs = await readPages(
    (page) => tracking.runs.search({ ...EVERY_RUN, orders }, page),
    limit,
  );
  return runs.map(({ id }) => id);
}
