import assert from 'node:assert/strict';
import { startPerformance, startState } from '../../monitors/index.ts';
import type { NewPerformanceVerdict, PerformanceWindow } from '../../monitors/performance/store.ts';

import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

const subject = 'endpoint:churn';
const hour = (h: number) => new Date(Date.UTC(2026, 0, 1, h)).toISOString();
const windowAt = (h: number, { version = 1, nLabelled = 0 } = {}): PerformanceWindow => ({
  ...{ start: hour(h), end: hour(h + 1), version, nRows: 100, nLabelled },
  ...{ nRequests: 10, nRewarded: 3, body: Uint8Array.from([h, 255, nLabelled]) },
});
const state = startPerformance();
const verdictTo = (h: number): NewPerformanceVerdict => ({
  verdict: {
    ...{ basis: 'labelled', start: hour(h - 1), end: hour(h), version: 1, nRows: 90 },
    status: 'alarm',
    findings: [
      {
        ...{ check: 'performance', column: 'roc_auc', measure: 'training', effect: 0.1 },
        ...{ pValue: null, verdict: 'drift', why: '0.7, in training 0.8' },
      },
    ],
  },
  state: { ...state, countedTo: hour(h) },
  raise: [
    {
      ...{ key: 'k', severity: 'error', subject, message: `to ${h}`, hint: 'look' },
      details: { h },
    },
  ],
  resolve: ['other'],
});
const bytes = (found: readonly PerformanceWindow[]) =>
  found.map((window) => ({ ...window, body: [...window.body] }));

/** What every store does with the performance of monitors. */
export function performanceChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'performance', {
    'goes with its monitor': async ({ store: { monitors, performance } }) => {
      await monitors.ensure(subject, { settings: null, state: startState(0.05) });
      const made = await performance.ensure(subject, state);
      assert.deepEqual(made, { subject, state, revision: 0 });
      assert.deepEqual(await performance.ensure(subject, { ...state, countedTo: hour(9) }), made);
      await performance.keepWindows(made, { windows: [windowAt(0)], state });
      await monitors.remove(subject);
      assert.equal(await performance.find(subject), undefined);
      assert.deepEqual(await performance.windows(subject, {}), []);
    },
    'replaces windows of which more becomes known, and lets one of two writers go on': async ({
      store: { monitors, performance },
      again,
    }) => {
      await monitors.ensure(subject, { settings: null, state: startState(0.05) });
      const made = await performance.ensure(subject, state);
      const counted = { windows: [windowAt(0), windowAt(0, { version: 2 }), windowAt(1)], state };
      const kept = await Promise.all([
        performance.keepWindows(made, counted),
        (await again()).performance.keepWindows(made, counted),
      ]);
      assert.deepEqual(kept.sort(), [false, true]);
      const now = (await performance.find(subject)) ?? assert.fail();
      const labelled = windowAt(0, { nLabelled: 40 });
      await performance.keepWindows(now, { windows: [labelled], state });
      assert.deepEqual(
        bytes(await performance.windows(subject, {})),
        bytes([labelled, windowAt(0, { version: 2 }), windowAt(1)]),
      );
      assert.deepEqual(
        bytes(await performance.windows(subject, { from: hour(0), to: hour(1), version: 1 })),
        bytes([labelled]),
      );
      const { body: _, ...place } = labelled;
      assert.deepEqual((await performance.places(subject, { to: hour(1) }))[0], place);
      const known = async (of: 'labels' | 'rewards', orAfter: string) =>
        (await performance.places(subject, { known: { of, orAfter } })).length;
      assert.deepEqual(
        [
          await known('labels', hour(2)),
          await known('labels', hour(1)),
          await known('rewards', hour(9)),
        ],
        [1, 2, 3],
      );
    },
    'keeps a verdict once, with its state and alerts': async ({
      store: { monitors, performance, alerts },
    }) => {
      await monitors.ensure(subject, { settings: null, state: startState(0.05) });
      const made = await performance.ensure(subject, state);
      assert.equal(await performance.keepVerdicts(made, [verdictTo(1), verdictTo(2)]), true);
      assert.equal(await performance.keepVerdicts(made, [verdictTo(1)]), false);
      const now = (await performance.find(subject)) ?? assert.fail();
      assert.equal(now.state.countedTo, hour(2));
      await performance.keepVerdicts(now, [verdictTo(3)]);
      const { items } = await alerts.list(['open'], { limit: 9 });
      assert.deepEqual(
        items.map(({ key, count, message }) => [key, count, message]),
        [['k', 3, 'to 3']],
      );
      assert.deepEqual(await performance.verdicts(subject, { basis: 'labelled', limit: 1 }), [
        verdictTo(3).verdict,
      ]);
      assert.deepEqual(await performance.verdicts(subject, { basis: 'business', limit: 9 }), []);
      await performance.forget(subject, hour(3));
      assert.equal((await performance.verdicts(subject, { limit: 9 })).length, 1);
    },
  });
}
