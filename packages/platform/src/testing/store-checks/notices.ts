import assert from 'node:assert/strict';
import type { NewAlert } from '../../alerts/store.ts';
import type { NewRoute, NoticeRecord } from '../../notices/store.ts';
import type { Store } from '../../storage/store.ts';
import { readPages } from './asserts.ts';
import { AWKWARD_TEXT, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

const BY = { by: 'person', who: 'ada' } as const;
const HOUR_MS = 3600_000;
const MANY = { limit: 1000, leaseMs: 60_000 };

function anAlert(changes: Partial<NewAlert> = {}): NewAlert {
  return {
    ...{ key: 'k', severity: 'warning', subject: 'endpoint:churn', message: AWKWARD_TEXT },
    ...{ hint: 'Look at it.', details: {}, ...changes },
  };
}

function aRoute(changes: Partial<NewRoute> = {}): NewRoute {
  return {
    ...{ name: 'ops', match: '*', severity: 'info', channel: 'webhook', afterMs: 0 },
    ...{ shown: 'https://example.org/…', sealedTarget: 'sealed', ...changes },
  };
}

/** Everything that is due is told; what it was, in words. */
async function tellAll({ notices }: Store): Promise<string[]> {
  await notices.look();
  const claimed = await notices.claim(MANY);
  for (const { id } of claimed) await notices.settle(id, { status: 200 });
  return claimed.map(({ route, kind, alert }) => `${route.name} ${kind} ${alert.severity}`).sort();
}

const all = ({ notices }: Store): Promise<NoticeRecord[]> =>
  readPages((page) => notices.notices({}, page), 3);

/** What every store does with routes, silences and notices. */
export function noticeChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'notices', {
    'are there with the alert, one for each route that it concerns, and told once': async ({
      store,
    }) => {
      await store.notices.setRoute(aRoute(), BY);
      await store.notices.setRoute(aRoute({ name: 'demand', match: 'endpoint:demand*' }), BY);
      await store.notices.setRoute(aRoute({ name: 'page', severity: 'error' }), BY);
      const { alert } = await store.alerts.raise(
        anAlert({ cause: 'why', next: 'kaizen alerts list' }),
      );
      const [only, ...more] = await all(store);
      assert.deepEqual(more, []);
      assert.deepEqual(only, {
        ...only,
        ...{ kind: 'raised', alert: alert.id, subject: alert.subject, severity: 'warning' },
        ...{ message: AWKWARD_TEXT, route: 'ops', state: 'waiting', nTried: 0, why: null },
      });
      const [claimed] = await store.notices.claim(MANY);
      assert.deepEqual(claimed?.alert, { ...alert });
      assert.deepEqual(await store.notices.claim(MANY), []);
      await store.notices.settle(claimed?.id ?? '', { status: 250 });
      await store.alerts.raise(anAlert());
      assert.deepEqual(await tellAll(store), []);
      const [told] = await all(store);
      assert.deepEqual([told?.state, told?.status, told?.nTried], ['told', 250, 1]);
      await store.alerts.raise(anAlert({ severity: 'error' }));
      assert.deepEqual(await tellAll(store), ['ops worse error', 'page raised error']);
      await store.alerts.raise(anAlert({ severity: 'warning' }));
      await store.alerts.raise(anAlert({ severity: 'error' }));
      assert.deepEqual(await tellAll(store), []);
      await store.alerts.resolve('k');
      assert.deepEqual(await tellAll(store), ['ops resolved error', 'page resolved error']);
    },
    'say that an alert is over after it was told that it is there, and to nobody else': async ({
      store,
    }) => {
      await store.notices.setRoute(aRoute(), BY);
      await store.alerts.raise(anAlert());
      await store.alerts.resolve('k');
      const [raised, ...more] = await store.notices.claim(MANY);
      assert.deepEqual([raised?.kind, more], ['raised', []]);
      await store.notices.postpone(raised?.id ?? '', { inMs: null, why: 'no such mailbox' });
      const states = async () => (await all(store)).map(({ kind, state }) => `${kind} ${state}`);
      assert.deepEqual(await states(), ['resolved waiting', 'raised given-up']);
    },
    'wait for their time when they were not taken, and are claimed by one process': async ({
      store,
      again,
    }) => {
      const other = await again();
      await store.notices.setRoute(aRoute(), BY);
      for (const i of upTo(20)) await store.alerts.raise(anAlert({ key: `k${i}` }));
      const claims = await Promise.all(
        upTo(8).map((i) => (i % 2 ? store : other).notices.claim({ limit: 5, leaseMs: HOUR_MS })),
      );
      const ids = claims.flat().map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      for (;;) {
        const more = await store.notices.claim({ limit: 5, leaseMs: HOUR_MS });
        if (more.length === 0) break;
        ids.push(...more.map(({ id }) => id));
      }
      assert.equal(new Set(ids).size, 20);
      await store.notices.postpone(ids[0] ?? '', { inMs: 0, why: 'busy', status: 503 });
      await store.notices.postpone(ids[1] ?? '', { inMs: HOUR_MS, why: 'busy' });
      const [due, ...more] = await store.notices.claim(MANY);
      assert.deepEqual([due?.id, due?.nTried, more], [ids[0], 1, []]);
    },
    'are not made while an alert is silenced, and are when that is over': async ({ store }) => {
      await store.notices.setRoute(aRoute(), BY);
      const untilMs = Date.now() + HOUR_MS;
      const silence = await store.notices.addSilence(
        { match: 'endpoint:ch*', untilMs, why: AWKWARD_TEXT },
        BY,
      );
      assert.deepEqual(silence, { ...silence, untilMs, who: 'ada', why: AWKWARD_TEXT });
      await store.alerts.raise(anAlert());
      await store.alerts.raise(anAlert({ key: 'other', subject: 'job:orders' }));
      await store.alerts.raise(anAlert({ key: 'seen' }));
      const { items } = await store.alerts.list(['open'], { limit: 9 });
      const seen = items.find(({ key }) => key === 'seen')?.id ?? '';
      await store.alerts.acknowledge(seen, { note: null, who: 'ada' });
      assert.deepEqual(await tellAll(store), ['ops raised warning']);
      const page = { limit: 10 };
      assert.equal((await store.notices.silences({ isAll: false }, page)).items.length, 1);
      assert.ok(((await store.notices.endSilence(silence.id, BY))?.untilMs ?? untilMs) < untilMs);
      assert.equal(await store.notices.endSilence('none', BY), undefined);
      assert.deepEqual((await store.notices.silences({ isAll: false }, page)).items, []);
      assert.equal((await store.notices.silences({ isAll: true }, page)).items.length, 1);
      assert.deepEqual(await tellAll(store), ['ops raised warning']);
      assert.deepEqual(await tellAll(store), []);
    },
    'are withdrawn when there is nothing to tell any more': async ({ store }) => {
      await store.notices.setRoute(aRoute({ name: 'gone' }), BY);
      await store.notices.setRoute(aRoute({ name: 'quiet' }), BY);
      await store.alerts.raise(anAlert());
      assert.equal(await store.notices.removeRoute('gone', BY), true);
      assert.equal(await store.notices.removeRoute('gone', BY), false);
      await store.notices.addSilence(
        { match: 'k', untilMs: Date.now() + HOUR_MS, why: 'known' },
        BY,
      );
      assert.deepEqual(await store.notices.claim(MANY), []);
      assert.deepEqual(
        (await all(store)).map(({ route, state, why }) => [route, state, why]).sort(),
        [
          ['gone', 'withdrawn', 'The route was removed.'],
          ['quiet', 'withdrawn', 'The alert was silenced.'],
        ],
      );
    },
    'count what was told by month, and what was called false': async ({ store }) => {
      await store.notices.setRoute(aRoute(), BY);
      await store.notices.setRoute(aRoute({ name: 'more' }), BY);
      const { alert } = await store.alerts.raise(anAlert());
      await store.alerts.raise(anAlert({ key: 'other', subject: 'job:orders' }));
      await tellAll(store);
      await store.alerts.resolve('k');
      await tellAll(store);
      await store.alerts.acknowledge(alert.id, { note: null, who: null, isFalse: true });
      const told = await store.notices.toldSince(0);
      assert.deepEqual(
        told.map(({ subject, nNotices, isFalse }) => [subject, nNotices, isFalse]),
        [
          ['endpoint:churn', 2, true],
          ['job:orders', 2, false],
        ],
      );
      assert.deepEqual(await store.notices.toldSince(Date.now() + HOUR_MS), []);
    },
    'are tried on an example, whatever is silenced': async ({ store }) => {
      const { alert } = await store.alerts.raise(anAlert());
      await store.notices.setRoute(aRoute({ severity: 'error' }), BY);
      await store.notices.addSilence({ match: '*', untilMs: Date.now() + HOUR_MS, why: 'x' }, BY);
      assert.equal(await store.notices.tryRoute('none', alert), undefined);
      const id = await store.notices.tryRoute('ops', alert);
      const [claimed] = await store.notices.claim(MANY);
      assert.deepEqual([claimed?.id, claimed?.kind], [id, 'trial']);
    },
    'go to routes that are kept under their names, and replaced, with an entry in the trail':
      async ({ store }) => {
        const names = ['ops', 'Ops', 'é'];
        for (const name of names) await store.notices.setRoute(aRoute({ name }), BY);
        const first = await store.notices.findRoute('ops');
        const changed = await store.notices.setRoute(aRoute({ afterMs: HOUR_MS }), {
          by: 'person',
        });
        assert.deepEqual(changed, { ...first, afterMs: HOUR_MS });
        assert.deepEqual(await store.notices.findRoute('ops'), changed);
        assert.equal(await store.notices.findRoute('none'), undefined);
        const routes = await store.notices.routes();
        assert.deepEqual(
          routes.map(({ name }) => name),
          [...names].sort(),
        );
        const trail = await store.audit.list({ name: 'route:ops', limit: 10 });
        assert.deepEqual(
          trail.map(({ action, who }) => [action, who]),
          [
            ['route.set', null],
            ['route.set', 'ada'],
          ],
        );
        assert.ok(!JSON.stringify(trail).includes('sealed'));
      },
  });
}
