import assert from 'node:assert/strict';
import { DatasetMonitorSettings } from '@kaizenml/contracts/operations';
import { startState } from '../../monitors/index.ts';
import type { NewVerdict, WindowRecord } from '../../monitors/store.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

const subject = 'endpoint:churn';
const hour = (h: number) => new Date(Date.UTC(2026, 0, 1, h)).toISOString();
const windowAt = (h: number, version = 1): WindowRecord => ({
  ...{ start: hour(h), end: hour(h + 1), version, nRows: 100 + h },
  body: Uint8Array.from([0, h, 255, version]),
});
const verdictTo = (h: number): NewVerdict => ({
  verdict: {
    ...{ start: hour(h - 1), end: hour(h), version: 1, nRows: 100, status: 'drift' },
    findings: [
      {
        ...{ check: 'inputs', column: 'é "plan"', measure: 'ks', effect: 0.25, pValue: 1e-300 },
        ...{ verdict: 'drift', why: 'more of "premium"' },
      },
    ],
  },
  state: { ...startState(0.05), version: 1, judgedTo: hour(h) },
  raise: [
    {
      ...{ key: 'k', severity: 'warning', subject, message: `to ${h}`, hint: 'look' },
      details: { h },
    },
  ],
  resolve: ['other'],
});

/** What every store does with monitors. */
export function monitorChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'monitors', {
    'are made once, and forgotten with all that was counted': async ({ store: { monitors } }) => {
      const state = startState(0.1);
      const made = await monitors.ensure(subject, { settings: null, state });
      assert.deepEqual(made.state, state);
      assert.deepEqual(
        await monitors.ensure(subject, { settings: null, state: startState(0.2) }),
        made,
      );
      await monitors.keepBaseline(subject, 1, Uint8Array.from([1, 0, 255]));
      await monitors.keepBaseline(subject, 1, Uint8Array.from([2]));
      assert.deepEqual([...((await monitors.findBaseline(subject, 1)) ?? [])], [1, 0, 255]);
      assert.equal(await monitors.findBaseline(subject, 2), undefined);
      await monitors.keepWindows(made, { windows: [windowAt(0)], cursor: hour(1) });
      assert.equal(await monitors.remove(subject), true);
      assert.equal(await monitors.remove(subject), false);
      assert.equal(await monitors.find(subject), undefined);
      assert.deepEqual(await monitors.windows(subject, {}), []);
    },
    'let one of two writers go on': async ({ store: { monitors }, again }) => {
      const other = (await again()).monitors;
      const made = await monitors.ensure(subject, { settings: null, state: startState(0.05) });
      const counted = (h: number) => ({ windows: [windowAt(h)], cursor: hour(h + 1) });
      const kept = await Promise.all([
        monitors.keepWindows(made, counted(0)),
        other.keepWindows(made, counted(0)),
      ]);
      assert.deepEqual(kept.sort(), [false, true]);
      assert.equal((await monitors.windows(subject, {})).length, 1);
      const now = await monitors.find(subject);
      assert.deepEqual([now?.cursor, now?.revision], [hour(1), 1]);
      assert.equal(await other.keepVerdict(made, verdictTo(1)), false);
      assert.deepEqual(await monitors.verdicts(subject, { limit: 10 }), []);
    },
    'keep windows and verdicts, with alerts in the same transaction': async ({
      store: { monitors, alerts },
    }) => {
      let monitor = await monitors.ensure(subject, { settings: null, state: startState(0.05) });
      const windows = [windowAt(0), windowAt(0, 2), windowAt(1), windowAt(2)];
      await monitors.keepWindows(monitor, { windows, cursor: hour(3) });
      const bytes = (found: readonly WindowRecord[]) =>
        found.map((window) => ({ ...window, body: [...window.body] }));
      assert.deepEqual(bytes(await monitors.windows(subject, {})), bytes(windows));
      assert.deepEqual(
        bytes(await monitors.windows(subject, { from: hour(1), to: hour(2) })),
        bytes([windowAt(1)]),
      );
      assert.equal((await monitors.windows(subject, { version: 2 })).length, 1);
      assert.deepEqual(await monitors.places(subject, { from: hour(2) }), [
        { start: hour(2), end: hour(3), version: 1, nRows: windowAt(2).nRows },
      ]);
      assert.deepEqual(
        (await monitors.places(subject, { to: hour(2), version: 1 })).map(({ start }) => start),
        [hour(0), hour(1)],
      );
      const starts = [hour(2), hour(0), hour(7)];
      assert.deepEqual(
        bytes(await monitors.windows(subject, { starts, version: 1 })),
        bytes([windowAt(0), windowAt(2)]),
      );
      assert.deepEqual(await monitors.windows(subject, { starts: [] }), []);
      assert.equal((await monitors.places(subject, {})).length, 4);
      await alerts.raise({ ...(verdictTo(1).raise[0] ?? assert.fail()), key: 'other' });
      for (const h of [1, 2, 3]) {
        monitor = (await monitors.find(subject)) ?? assert.fail();
        assert.equal(await monitors.keepVerdict(monitor, verdictTo(h)), true);
      }
      const open = await alerts.list(['open'], { limit: 10 });
      assert.deepEqual(
        open.items.map(({ key, count, message }) => [key, count, message]),
        [['k', 3, 'to 3']],
      );
      const ends = async (span: { from?: string; to?: string; limit: number }) =>
        (await monitors.verdicts(subject, span)).map(({ end }) => end);
      assert.deepEqual(await ends({ limit: 2 }), [hour(2), hour(3)]);
      assert.deepEqual(await ends({ from: hour(1), to: hour(2), limit: 9 }), [hour(2)]);
      const [verdict] = await monitors.verdicts(subject, { limit: 1 });
      assert.deepEqual(verdict, verdictTo(3).verdict);
      const { findings: _, ...last } = verdictTo(3).verdict;
      assert.deepEqual(await monitors.course(subject, 1), [last]);
      assert.deepEqual(
        (await monitors.course(subject, 9)).map(({ end }) => end),
        [hour(1), hour(2), hour(3)],
      );
      assert.equal(await monitors.forget(subject, hour(2)), 2);
      assert.deepEqual(await ends({ limit: 9 }), [hour(2), hour(3)]);
    },
    'keep a state and its alerts without a verdict, of one of two writers': async ({
      store: { monitors, alerts },
      again,
    }) => {
      const made = await monitors.ensure(subject, { settings: null, state: startState(0.05) });
      const { verdict: _, ...change } = verdictTo(1);
      const other = (await again()).monitors;
      const kept = await Promise.all([
        monitors.keepState(made, change),
        other.keepState(made, change),
      ]);
      assert.deepEqual(kept.sort(), [false, true]);
      const found = await monitors.find(subject);
      assert.deepEqual([found?.state, found?.revision], [change.state, 1]);
      assert.deepEqual(await monitors.verdicts(subject, { limit: 9 }), []);
      const raised = await alerts.list(['open'], { limit: 9 });
      assert.deepEqual(
        raised.items.map(({ key, count }) => [key, count]),
        [['k', 1]],
      );
      const calm = { ...change, raise: [], resolve: ['k'] };
      assert.equal(await monitors.keepState({ subject, revision: 1 }, calm), true);
      assert.deepEqual((await alerts.list(['open'], { limit: 9 })).items, []);
    },
    'have settings of their own where they are of datasets': async ({ store: { monitors } }) => {
      const settings = DatasetMonitorSettings.parse({ rate: 0.01, version: 2 });
      await monitors.ensure('dataset:orders', { settings, state: startState(0.01) });
      const changed = DatasetMonitorSettings.parse({ rate: 0.02, season: '1w' });
      await monitors.putSettings('dataset:orders', changed);
      const [found] = await monitors.all();
      assert.deepEqual([found?.settings, found?.revision], [changed, 1]);
    },
  });
}
