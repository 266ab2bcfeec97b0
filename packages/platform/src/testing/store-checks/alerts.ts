import assert from 'node:assert/strict';
import type { NewAlert } from '../../alerts/store.ts';
import { readPages } from './asserts.ts';
import { AWKWARD_TEXT, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

const UNRESOLVED = ['open', 'acknowledged'] as const;

function anAlert(changes: Partial<NewAlert> = {}): NewAlert {
  return {
    key: 'orders',
    severity: 'error',
    subject: 'job:orders',
    message: AWKWARD_TEXT,
    hint: 'Look at it.',
    details: { path: AWKWARD_TEXT, count: 3 },
    ...changes,
  };
}

/** What every store does with alerts. */
export function alertChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'alerts', {
    'open once, and count up while they are not resolved': async ({ store: { alerts } }) => {
      const { alert, isNew } = await alerts.raise(anAlert());
      assert.equal(isNew, true);
      assert.deepEqual(alert, { ...alert, ...anAlert(), status: 'open', count: 1 });
      await alerts.acknowledge(alert.id, { note: 'on it', who: 'ada' });
      const second = await alerts.raise(anAlert({ message: 'newer' }));
      assert.equal(second.isNew, false);
      assert.equal(second.alert.id, alert.id);
      assert.deepEqual([second.alert.count, second.alert.message], [2, 'newer']);
      assert.deepEqual([second.alert.status, second.alert.note], ['acknowledged', 'on it']);
      assert.deepEqual(await alerts.find(alert.id.slice(0, 12).toLowerCase()), second.alert);
      assert.equal(await alerts.find(alert.id.slice(0, 5)), undefined);
    },
    'say what they mean, and are open again when they are worse than they ever were': async ({
      store: { alerts },
    }) => {
      const meaning = { cause: AWKWARD_TEXT, impact: 'Answers are late.', next: 'kaizen doctor' };
      const { alert } = await alerts.raise(anAlert({ severity: 'info', ...meaning }));
      assert.deepEqual(alert, { ...alert, ...meaning, worstSeverity: 'info', isFalse: false });
      const who = { note: 'on it', who: 'ada' };
      await alerts.acknowledge(alert.id, who);
      const raised = async (severity: NewAlert['severity']) => {
        const { alert: now } = await alerts.raise(anAlert({ severity }));
        return [now.severity, now.worstSeverity, now.status, now.cause];
      };
      assert.deepEqual(await raised('info'), ['info', 'info', 'acknowledged', null]);
      assert.deepEqual(await raised('error'), ['error', 'error', 'open', null]);
      await alerts.acknowledge(alert.id, { ...who, isFalse: true });
      assert.deepEqual(await raised('warning'), ['warning', 'error', 'acknowledged', null]);
      assert.deepEqual(await raised('error'), ['error', 'error', 'acknowledged', null]);
      const found = await alerts.find(alert.id);
      assert.deepEqual([found?.acknowledgedBy, found?.isFalse], ['ada', true]);
      const { items } = await alerts.list(UNRESOLVED, { limit: 5, subject: 'job:others' });
      assert.deepEqual(items, []);
    },
    'are one alert when two processes raise it at once': async ({ store, again }) => {
      const other = await again();
      const raised = await Promise.all(
        upTo(10).map((i) => (i % 2 ? store : other).alerts.raise(anAlert())),
      );
      assert.equal(raised.filter(({ isNew }) => isNew).length, 1);
      const { items } = await store.alerts.list(UNRESOLVED, { limit: 5 });
      assert.deepEqual(
        items.map(({ count }) => count),
        [10],
      );
    },
    'end when their cause is gone, and open anew when it comes back': async ({
      store: { alerts },
    }) => {
      const { alert } = await alerts.raise(anAlert());
      assert.equal(await alerts.resolve('others'), false);
      assert.equal(await alerts.resolve('orders'), true);
      assert.equal(await alerts.resolve('orders'), false);
      assert.equal((await alerts.find(alert.id))?.status, 'resolved');
      await alerts.acknowledge(alert.id, { note: 'too late', who: 'ada' });
      assert.equal((await alerts.find(alert.id))?.note, null);
      const again = await alerts.raise(anAlert());
      assert.equal(again.isNew, true);
      assert.notEqual(again.alert.id, alert.id);
    },
    'come newest first in complete pages, by state': async ({ store: { alerts } }) => {
      for (const i of upTo(7)) await alerts.raise(anAlert({ key: `key-${i}` }));
      await alerts.resolve('key-3');
      for (const limit of [1, 3, 50]) {
        const items = await readPages((page) => alerts.list(UNRESOLVED, page), limit);
        assert.deepEqual(
          items.map(({ key }) => key),
          ['key-6', 'key-5', 'key-4', 'key-2', 'key-1', 'key-0'],
        );
      }
      const { items } = await alerts.list(['resolved'], { limit: 5 });
      assert.deepEqual(
        items.map(({ key }) => key),
        ['key-3'],
      );
    },
  });
}
