import assert from 'node:assert/strict';
import type { MetricPoint } from '../../tracking/store.ts';
import { readPages } from './asserts.ts';
import { upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';
import { aPoint, aTrackedRun } from './tracked-examples.ts';

/** What every store does with points of metrics. */
export function metricHistoryChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'histories of metrics', {
    'come as they were logged, in pages, folded or not': async ({ store: { tracking } }) => {
      const { id } = await tracking.runs.create(aTrackedRun());
      const points = upTo(1200).map((i) => aPoint(i, { value: Math.sin(i) }));
      let from = 0;
      for (const size of [1, 510, 1, 1, 500, 187]) {
        await tracking.runs.log(id, { metrics: points.slice(from, from + size) });
        from += size;
      }
      for (const limit of [100, 512, 1000, 5000]) {
        const found = await readPages((page) => tracking.metrics.history(id, 'loss', page), limit);
        assert.deepEqual(found, points);
      }
      assert.deepEqual((await tracking.metrics.history(id, 'none', { limit: 5 })).items, []);
    },
    'are listed with how long they are, by name, in pages, by a part of their names': async ({
      store: { tracking },
    }) => {
      const { id } = await tracking.runs.create(aTrackedRun());
      const other = await tracking.runs.create(aTrackedRun());
      const keys = ['Val/Loss', 'a', 'b%', 'loss', 'val/auc', 'é'];
      for (const [i, key] of keys.entries())
        await tracking.runs.log(id, { metrics: upTo(i + 1).map((step) => aPoint(step, { key })) });
      await tracking.runs.log(id, {
        metrics: upTo(600).map((step) => aPoint(step, { key: 'long', value: -step })),
      });
      const list = (choice: Parameters<typeof tracking.metrics.list>[1], limit = 100) =>
        readPages((page) => tracking.metrics.list(id, choice, page), limit);
      const names = async (choice: Parameters<typeof list>[0]) =>
        (await list(choice)).map(({ key }) => key);
      const sorted = ['Val/Loss', 'a', 'b%', 'long', 'loss', 'val/auc', 'é'];
      assert.deepEqual(await names({}), sorted);
      assert.deepEqual(
        (await list({}, 2)).map(({ key }) => key),
        sorted,
      );
      assert.deepEqual(await names({ contains: 'LOSS' }), ['Val/Loss', 'loss']);
      assert.deepEqual(await names({ contains: '%' }), ['b%']);
      assert.deepEqual(await names({ minPoints: 5 }), ['long', 'val/auc', 'é']);
      const [long] = await list({ contains: 'long' });
      assert.deepEqual(long, {
        key: 'long',
        value: -599,
        step: 599,
        atMs: long?.atMs,
        nPoints: 600,
      });
      assert.deepEqual((await tracking.metrics.list(other.id, {}, { limit: 5 })).items, []);
      await assert.rejects(tracking.metrics.list('none', {}, { limit: 5 }), {
        code: 'RUN_NOT_FOUND',
      });
    },
    'keep what is not finite': async ({ store: { tracking } }) => {
      const { id } = await tracking.runs.create(aTrackedRun());
      const values = [Number.NaN, Infinity, -Infinity, 0, 5e-324, 1.7976931348623157e308];
      const points = upTo(515).map((i) => aPoint(i, { value: values[i % 6] as number }));
      await tracking.runs.log(id, { metrics: points });
      const { items } = await tracking.metrics.history(id, 'loss', { limit: 1000 });
      assert.deepEqual(items, points);
      await tracking.runs.log(id, {
        metrics: upTo(6).map((i) => aPoint(1, { key: `k${i}`, value: values[i] as number })),
      });
      const latest = (await tracking.runs.find(id))?.metrics ?? [];
      assert.deepEqual(
        upTo(6).map((i) => latest.find(({ key }) => key === `k${i}`)?.value),
        values,
      );
    },
    'have as latest the point of the greatest step, time and value': async ({
      store: { tracking },
    }) => {
      const { id } = await tracking.runs.create(aTrackedRun());
      const latest = async () => (await tracking.runs.find(id))?.metrics[0];
      const point = (step: number, atMs: number, value: number) => aPoint(0, { step, atMs, value });
      const order = [
        point(0, 9, 5),
        point(2, 1, Number.NaN),
        point(2, 1, -3),
        point(2, 1, 4),
        point(2, 3, 1),
        point(7, 0, 0),
      ];
      for (const one of order) {
        await tracking.runs.log(id, { metrics: [one] });
        assert.deepEqual(await latest(), one);
      }
      await tracking.runs.log(id, { metrics: [...order].reverse() });
      assert.deepEqual(await latest(), order.at(-1));
    },
    'hold a point that is sent again once': async ({ store: { tracking } }) => {
      const { id } = await tracking.runs.create(aTrackedRun());
      const points = upTo(700).map((i) => aPoint(i, { step: i % 5, atMs: Math.floor(i / 9) }));
      const unlike = aPoint(3, { modelId: 'm-1' });
      await tracking.runs.log(id, { metrics: points });
      await tracking.runs.log(id, {
        metrics: [...points.slice(100, 650), aPoint(3), aPoint(3), unlike],
      });
      await tracking.runs.log(id, { metrics: points.slice(690) });
      const found = await readPages((page) => tracking.metrics.history(id, 'loss', page), 300);
      assert.deepEqual(found, [...points, aPoint(3), unlike]);
    },
    'are sampled so that nothing that stands out is lost': async ({ store: { tracking } }) => {
      const { id } = await tracking.runs.create(aTrackedRun());
      const points = upTo(20_000).map((i) =>
        aPoint(i, { value: i === 7777 ? 99 : i === 13_000 ? -99 : Math.cos(i / 700) }),
      );
      for (let i = 0; i < points.length; i += 1000)
        await tracking.runs.log(id, { metrics: points.slice(i, i + 1000) });
      for (const maxPoints of [4, 30, 100, 1000]) {
        const sample = await tracking.metrics.sample(id, 'loss', { maxPoints });
        assert.ok(sample.length <= maxPoints);
        const steps = new Set(sample.map(({ step }) => step));
        for (const step of [0, 7777, 13_000, 19_999]) assert.ok(steps.has(step), `${step}`);
        assert.deepEqual(
          sample,
          [...steps].sort((a, b) => a - b).map((step) => points[step]),
        );
        if (maxPoints > 4)
          assertFaithful(points, sample, Math.ceil(points.length / ((maxPoints - 2) / 2)) + 1024);
      }
    },
    'are sampled within steps, and whole where they are few': async ({ store: { tracking } }) => {
      const { id } = await tracking.runs.create(aTrackedRun());
      const points = upTo(3000).map((i) => aPoint(i, { value: (i * 7919) % 1000 }));
      for (let i = 0; i < points.length; i += 1000)
        await tracking.runs.log(id, { metrics: points.slice(i, i + 1000) });
      const within = { fromStep: 500, toStep: 2600 };
      const all = await tracking.metrics.sample(id, 'loss', { ...within, maxPoints: 2101 });
      assert.deepEqual(all, points.slice(500, 2601));
      for (const maxPoints of [1, 2, 3, 4, 7, 500]) {
        const some = await tracking.metrics.sample(id, 'loss', { ...within, maxPoints });
        assert.ok(some.length <= maxPoints && some.length > 0);
        assert.equal(some[0]?.step, 500);
        if (maxPoints > 1) assert.equal(some.at(-1)?.step, 2600);
      }
      const none = await tracking.metrics.sample(id, 'loss', { maxPoints: 5, fromStep: 9000 });
      assert.deepEqual(none, []);
      assert.deepEqual(await tracking.metrics.sample(id, 'none', { maxPoints: 5 }), []);
    },
  });
}

/** In every stretch of neighbors that is longer than `length` the sample holds what it has of extremes. */
function assertFaithful(
  points: readonly MetricPoint[],
  sample: readonly MetricPoint[],
  length: number,
): void {
  for (let from = 0; from + 2 * length <= points.length; from += length) {
    const values = points
      .slice(from + length / 2, from + (3 * length) / 2)
      .map(({ value }) => value);
    const shown = sample
      .filter(({ step }) => step >= from && step < from + 2 * length)
      .map(({ value }) => value);
    assert.ok(Math.max(...shown) >= Math.max(...values));
    assert.ok(Math.min(...shown) <= Math.min(...values));
  }
}
