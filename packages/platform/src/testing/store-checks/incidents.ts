import assert from 'node:assert/strict';
import type { NewAlert } from '../../alerts/store.ts';
import type { NewIncidentEvent } from '../../incidents/store.ts';
import type { Store } from '../../storage/store.ts';
import { readPages } from './asserts.ts';
import { AWKWARD_TEXT, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

const SUBJECT = 'endpoint:churn';

function anAlert(changes: Partial<NewAlert> = {}): NewAlert {
  return {
    ...{ key: 'k', severity: 'warning', subject: SUBJECT, message: AWKWARD_TEXT },
    ...{ hint: 'Look at it.', details: {}, ...changes },
  };
}

async function incidentsOf({ incidents }: Store): Promise<string[]> {
  const { items } = await incidents.list({ subject: SUBJECT }, { limit: 100 });
  return items.map(({ status, severity }) => `${status} ${severity}`);
}

/** What every store does with incidents. */
export function incidentChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'incidents', {
    'open with the first alert that matters and close with the last one': async ({ store }) => {
      const { alerts, incidents } = store;
      const { alert: small } = await alerts.raise(anAlert({ key: 'a', severity: 'info' }));
      assert.deepEqual([small.incident, await incidentsOf(store)], [null, []]);
      const { alert } = await alerts.raise(anAlert({ key: 'b' }));
      await alerts.raise(anAlert({ key: 'c' }));
      await alerts.raise(anAlert({ key: 'c', severity: 'error' }));
      await alerts.raise(anAlert({ key: 'd', subject: 'job:orders' }));
      assert.deepEqual(await incidentsOf(store), ['open error']);
      await alerts.acknowledge(alert.id, { note: 'on it', who: 'ada' });
      await alerts.resolve('b');
      assert.deepEqual(await incidentsOf(store), ['open error']);
      await alerts.resolve('c');
      assert.deepEqual(await incidentsOf(store), ['closed error']);
      const found = await incidents.find(alert.incident?.slice(0, 10) ?? '');
      assert.deepEqual([found?.id, found?.title], [alert.incident, AWKWARD_TEXT]);
      const timeline = await incidents.events(found?.id ?? '');
      assert.deepEqual(
        timeline.map(({ kind, who }) => [kind, who]),
        [
          ['raised', null],
          ['raised', null],
          ['worse', null],
          ['acknowledged', 'ada'],
          ['resolved', null],
          ['resolved', null],
        ],
      );
      const page = await alerts.list(['resolved'], { limit: 9, incident: found?.id });
      assert.deepEqual(
        page.items.map(({ key }) => key),
        ['c', 'b'],
      );
      await alerts.raise(anAlert({ key: 'a', severity: 'warning' }));
      assert.deepEqual(await incidentsOf(store), ['open warning', 'closed error']);
    },
    'take notes once by their keys, and stay open while work of them is under way': async ({
      store,
    }) => {
      const { alerts, incidents } = store;
      const begun: NewIncidentEvent = {
        ...{ key: 'retrain:1', kind: 'retraining', message: AWKWARD_TEXT, who: 'bob' },
        ...{ details: { n: 1 }, work: { key: 'retrain', state: 'begun' } },
      };
      assert.equal(await incidents.note(SUBJECT, begun), false);
      const { alert } = await alerts.raise(anAlert());
      const id = alert.incident ?? '';
      assert.equal(await incidents.note(SUBJECT, begun), true);
      assert.equal(await incidents.note(SUBJECT, begun), false);
      await alerts.resolve('k');
      assert.deepEqual(await incidentsOf(store), ['open warning']);
      const ended: NewIncidentEvent = {
        ...{ ...begun, key: 'retrain:2' },
        work: { key: 'retrain', state: 'ended' },
      };
      assert.equal(await incidents.note(SUBJECT, ended), true);
      assert.deepEqual(await incidentsOf(store), ['closed warning']);
      assert.equal(await incidents.note(SUBJECT, { ...begun, key: 'late' }), false);
      assert.equal(await incidents.noteAt(id, { key: 'post', kind: 'note', message: 'm' }), true);
      assert.equal(await incidents.noteAt('none', { key: 'p', kind: 'note', message: 'm' }), false);
      const timeline = await incidents.events(id);
      assert.deepEqual(
        timeline.map(({ kind }) => kind),
        ['raised', 'retraining', 'resolved', 'retraining', 'note'],
      );
      const { at, ...second } = timeline[1] ?? { at: '' };
      const { work: _, ...said } = begun;
      assert.deepEqual(second, said);
    },
    'are one per subject when two processes raise and resolve at once': async ({
      store,
      again,
    }) => {
      const other = await again();
      const each = (i: number) => (i % 2 ? store : other);
      await Promise.all(upTo(12).map((i) => each(i).alerts.raise(anAlert({ key: `k${i}` }))));
      assert.deepEqual(await incidentsOf(store), ['open warning']);
      await Promise.all(
        upTo(12).flatMap((i) => [
          each(i).alerts.resolve(`k${i}`),
          each(i + 1).alerts.raise(anAlert({ key: `n${i}` })),
        ]),
      );
      assert.deepEqual(
        (await incidentsOf(store)).filter((each) => each.startsWith('open')),
        ['open warning'],
      );
      await Promise.all(upTo(12).map((i) => each(i).alerts.resolve(`n${i}`)));
      const left = await incidentsOf(store);
      assert.ok(
        left.every((each) => each === 'closed warning'),
        left.join(),
      );
    },
    'come newest first in complete pages': async ({ store: { alerts, incidents } }) => {
      for (const i of upTo(5)) await alerts.raise(anAlert({ key: `k${i}`, subject: `job:${i}` }));
      for (const limit of [1, 3, 50]) {
        const items = await readPages((page) => incidents.list({}, page), limit);
        assert.deepEqual(
          items.map(({ subject }) => subject),
          ['job:4', 'job:3', 'job:2', 'job:1', 'job:0'],
        );
      }
      const { items } = await incidents.list({ status: 'closed' }, { limit: 5 });
      assert.deepEqual(items, []);
    },
  });
}
