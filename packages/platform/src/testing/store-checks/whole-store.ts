import assert from 'node:assert/strict';
import { aDataset, aModel, aRun, estimate, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

/** What every store does as a whole. */
export function wholeStoreChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'a store', {
    'knows the number of its newest migration': async ({ store }) => {
      const version = await store.schemaVersion();
      assert.ok(Number.isInteger(version) && version >= 1);
    },
    'shows another connection what it acknowledged': async ({ store, again }) => {
      const other = await again();
      for (const i of upTo(10)) {
        const id = await store.runs.start(aRun());
        await store.runs.logMetrics(id, { auc: estimate(i) });
        assert.deepEqual((await other.runs.find(id))?.metrics, { auc: estimate(i) });
      }
    },
    'still has everything after it was closed and opened': async ({ store, again }) => {
      const first = await again();
      const id = await first.runs.start(aRun());
      const { record } = await first.datasets.add(aDataset(1));
      const version = await first.models.register(aModel({ runId: id }));
      assert.deepEqual(await store.runs.find(id), await first.runs.find(id));
      const second = await again();
      assert.deepEqual(await second.datasets.find('penguins'), record);
      assert.deepEqual(await second.models.versions(version.name), [version]);
    },
    'takes writes of two connections at once and loses none': async ({ store, again }) => {
      const other = await again();
      const id = await store.runs.start(aRun());
      await Promise.all(
        upTo(60).map((i) =>
          (i % 2 ? store : other).runs.logMetrics(id, { [`m${i}`]: estimate(i) }),
        ),
      );
      const run = await store.runs.find(id);
      assert.equal(Object.keys(run?.metrics ?? {}).length, 60);
    },
  });
}
