import assert from 'node:assert/strict';
import { asId, type ModelName, type RunId } from '@kaizenml/contracts';
import type { NewRetraining, RetrainingChange, RetrainingRecord } from '../../retraining/store.ts';
import type { Store } from '../../storage/store.ts';
import { readPages } from './asserts.ts';
import { AWKWARD_TEXT, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

function aRetraining(key: string, endpoint = 'churn'): NewRetraining {
  return {
    ...{ endpoint: asId<ModelName>(endpoint), key, trigger: 'drift', cause: AWKWARD_TEXT },
    asked: { champion: 1, since: null, without: [AWKWARD_TEXT], dataset: null, who: null },
  };
}

async function registered(store: Store, endpoint = 'churn'): Promise<void> {
  await store.models.register({
    ...{ name: asId(endpoint), task: 'binary', target: 'y', estimator: 'ridge' },
    ...{ runId: asId<RunId>('r'), artifact: asId('0'.repeat(64)), metrics: {} },
    aliases: ['champion'],
  });
}

async function begun(store: Store, key = 'k', endpoint = 'churn'): Promise<RetrainingRecord> {
  const answer = await store.retrainings.begin(aRetraining(key, endpoint));
  assert.ok('record' in answer && answer.isNew);
  return answer.record;
}

const CHANGED: RetrainingChange = {
  status: 'waiting',
  reason: AWKWARD_TEXT,
  facts: { runs: ['a'], challenger: 2 },
  holder: { pid: 1, host: AWKWARD_TEXT, mark: null },
  steps: [
    {
      ...{ name: 'gather', status: 'running', message: AWKWARD_TEXT },
      ...{ startedAt: '2026-01-01T00:00:00.000Z', endedAt: null },
    },
  ],
};

/** What every store does with retrainings. */
export function retrainingChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'retrainings', {
    'begin once per key, also when two processes begin one': async ({ store, again }) => {
      const other = await again();
      await registered(store);
      const all = await Promise.all(
        upTo(6).map((i) => (i % 2 ? store : other).retrainings.begin(aRetraining('k'))),
      );
      const records = all.map((one) => ('record' in one ? one : assert.fail('is in the way')));
      assert.equal(records.filter(({ isNew }) => isNew).length, 1);
      const [first] = records;
      for (const { record } of records) assert.deepEqual(record, first?.record);
      assert.deepEqual(await other.retrainings.findByKey('k'), first?.record);
      assert.deepEqual(await other.retrainings.open(), [first?.record]);
    },
    'are one at a time per endpoint': async ({ store, again }) => {
      const other = await again();
      await registered(store);
      await registered(store, 'spam');
      const all = await Promise.all(
        upTo(6).map((i) => (i % 2 ? store : other).retrainings.begin(aRetraining(`k${i}`))),
      );
      const [record, ...rest] = all.flatMap((one) => ('record' in one ? [one.record] : []));
      assert.ok(record !== undefined && rest.length === 0);
      for (const one of all) if ('active' in one) assert.deepEqual(one.active, record);
      await begun(store, 'elsewhere', 'spam');
      await store.retrainings.change(record, { status: 'rejected', reason: 'No.' });
      await begun(store, 'after');
      assert.deepEqual(
        (await store.retrainings.open()).map(({ key }) => key),
        ['elsewhere', 'after'],
      );
    },
    'go on by one process at a time': async ({ store, again }) => {
      const other = await again();
      await registered(store);
      const record = await begun(store);
      const both = await Promise.all([
        store.retrainings.change(record, CHANGED),
        other.retrainings.change(record, CHANGED),
      ]);
      const [changed, ...rest] = both.filter((one) => one !== undefined);
      assert.ok(changed !== undefined && rest.length === 0);
      const { updatedAt } = changed;
      assert.deepEqual(changed, { ...record, ...CHANGED, updatedAt, revision: 1 });
      assert.deepEqual(await other.retrainings.find(record.id.slice(0, 12).toLowerCase()), changed);
      const ended = await store.retrainings.change(changed, { status: 'promoted' });
      assert.equal(ended?.holder, null);
      assert.ok(ended?.endedAt !== null);
      assert.deepEqual(await store.retrainings.open(), []);
    },
    'are listed by endpoint, the newest first': async ({ store }) => {
      await registered(store);
      await registered(store, 'spam');
      const ids: string[] = [];
      for (const i of upTo(5)) {
        const record = await begun(store, `k${i}`);
        ids.unshift(record.id);
        await store.retrainings.change(record, { status: 'failed' });
      }
      await begun(store, 'elsewhere', 'spam');
      const listed = await readPages((page) => store.retrainings.list(asId('churn'), page), 2);
      assert.deepEqual(
        listed.map(({ id }) => id),
        ids,
      );
      assert.equal((await store.retrainings.list(undefined, { limit: 9 })).items.length, 6);
    },
    'go along when their model is renamed': async ({ store }) => {
      await registered(store);
      const { id } = await begun(store);
      const to = asId<ModelName>('leave');
      await store.registry.renameModel(asId('churn'), { to, reason: { by: 'person' } });
      assert.equal((await store.retrainings.find(id))?.endpoint, to);
    },
    'remember who stood in, once per key': async ({ store, again }) => {
      const other = await again();
      const asked = {
        ...{ key: 'k', endpoint: asId<ModelName>('churn'), column: AWKWARD_TEXT },
        ...{ from: 1, to: 2, cause: AWKWARD_TEXT },
      };
      const [first, second] = await Promise.all([
        store.retrainings.standIn(asked),
        other.retrainings.standIn({ ...asked, to: 3 }),
      ]);
      assert.deepEqual(first, second);
      assert.equal(first.status, 'opening');
      assert.equal((await store.retrainings.setStandIn('k', 'standing')).endedAt, null);
      const ended = await other.retrainings.setStandIn('k', 'ended');
      assert.ok(ended.endedAt !== null);
      assert.deepEqual(await store.retrainings.standIns(asId('churn')), [ended]);
      assert.deepEqual(await store.retrainings.findStandIn('k'), ended);
    },
  });
}
