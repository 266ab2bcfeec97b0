import assert from 'node:assert/strict';
import { asId, type ModelName, type RunId } from '@kaizenml/contracts';
import type { NewModelVersion } from '../../models/store.ts';
import type { NewRollout, RolloutChange } from '../../rollouts/store.ts';
import type { Store } from '../../storage/store.ts';
import { readPages } from './asserts.ts';
import { AWKWARD_TEXT, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

function aRollout(endpoint = 'churn'): NewRollout {
  return {
    endpoint: asId<ModelName>(endpoint),
    ...{ from: 1, to: 2 },
    settings: {
      ...{ strategy: 'canary', steps: [0.1, 0.5], stepSeconds: 1, stepRequests: 2 },
      ...{ by: AWKWARD_TEXT, group: null, labels: 0, level: 0.05 },
      ...{ errorMargin: 0.01, latencyFactor: 1.5, groups: ['a', 'b'] },
      ...{ answers: 'scores', nBins: 10, lossScale: 1 },
    },
    event: { kind: 'started', by: 'person', message: AWKWARD_TEXT, details: { n: 1 } },
  };
}

/** Two versions for a rollout to go between. */
async function registered(store: Store, endpoint = 'churn'): Promise<void> {
  const version: NewModelVersion = {
    ...{ name: asId(endpoint), task: 'binary', target: 'y', estimator: 'ridge' },
    ...{ runId: asId<RunId>('r'), artifact: asId('0'.repeat(64)), metrics: {} },
  };
  await store.models.register({ ...version, aliases: ['champion'] });
  await store.models.register(version);
}

async function started(store: Store, endpoint = 'churn') {
  await registered(store, endpoint);
  const rollout = await store.rollouts.start(aRollout(endpoint));
  assert.ok(rollout !== undefined);
  return rollout;
}

const PROMOTED: RolloutChange = {
  ...{ status: 'promoted', step: 1, promotes: true },
  event: { kind: 'promoted', by: 'controller', message: 'Good.', details: {} },
};

/** What every store does with rollouts. */
export function rolloutChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'rollouts', {
    'are one at a time per endpoint, also when two processes start one': async ({
      store,
      again,
    }) => {
      const other = await again();
      await registered(store);
      const both = await Promise.all(
        upTo(6).map((i) => (i % 2 ? store : other).rollouts.start(aRollout())),
      );
      assert.equal(both.filter((rollout) => rollout !== undefined).length, 1);
      const [rollout] = await store.rollouts.active();
      assert.deepEqual(await other.rollouts.findActive(asId('churn')), rollout);
      assert.deepEqual(rollout?.settings, aRollout().settings);
      await started(store, 'others');
      assert.equal((await store.rollouts.active()).length, 2);
    },
    'are changed by one process only, which writes its reason down': async ({ store, again }) => {
      const other = await again();
      const rollout = await started(store);
      const made = await Promise.all(
        [store, other].map(({ rollouts }) =>
          rollouts.change(rollout, {
            ...{ status: 'running', step: 1, promotes: false },
            event: { kind: 'advanced', by: 'controller', message: 'Next.', details: {} },
          }),
        ),
      );
      const [changed, ...rest] = made.filter((record) => record !== undefined);
      assert.equal(rest.length, 0);
      assert.deepEqual([changed?.step, changed?.revision, changed?.reason], [1, 1, 'Next.']);
      const events = await store.rollouts.events(rollout.id);
      assert.deepEqual(
        events.map(({ kind, message }) => [kind, message]),
        [
          ['started', AWKWARD_TEXT],
          ['advanced', 'Next.'],
        ],
      );
    },
    'make the new version the champion in the transaction that ends them': async ({ store }) => {
      const rollout = await started(store);
      await store.rollouts.change(rollout, PROMOTED);
      assert.equal((await store.models.find(asId('churn')))?.aliases.champion, 2);
      assert.equal(await store.rollouts.findActive(asId('churn')), undefined);
      assert.equal((await store.rollouts.find(rollout.id.slice(0, 8)))?.status, 'promoted');
      assert.equal(await store.rollouts.change(rollout, PROMOTED), undefined);
      assert.ok(await store.rollouts.start(aRollout()));
    },
    'are not begun to or from a version that is gone meanwhile': async ({ store }) => {
      await registered(store);
      const gone = { code: 'MODEL_VERSION_NOT_FOUND' };
      await store.registry.deleteVersion({ name: asId('churn'), version: 2 }, { by: 'person' });
      await assert.rejects(store.rollouts.start(aRollout()), gone);
      await assert.rejects(store.rollouts.start({ ...aRollout(), from: 2, to: 1 }), gone);
      assert.deepEqual(await store.rollouts.active(), []);
    },
    'keep what every process counted, the newest of each': async ({ store }) => {
      const { id } = await started(store);
      await store.rollouts.putEvidence(id, 0, 'a', { n: 1 });
      await store.rollouts.putEvidence(id, 0, 'b', { n: 10 });
      await store.rollouts.putEvidence(id, 0, 'a', { n: 2 });
      await store.rollouts.putEvidence(id, 1, 'a', { n: 5 });
      assert.deepEqual(await store.rollouts.evidence(id), [
        { step: 0, evidence: { n: 2 } },
        { step: 0, evidence: { n: 10 } },
        { step: 1, evidence: { n: 5 } },
      ]);
    },
    'keep where a bandit stands and to which version it led, unless another process was quicker':
      async ({ store, again }) => {
        const other = await again();
        for (const _ of upTo(2)) await registered(store);
        const standing = {
          ...{ learnedAt: '2026-01-01T00:00:00.000Z', out: [], model: null },
          shares: upTo(3).map((i) => ({ version: i + 1, share: 1 / 3 })),
        };
        const rollout = await store.rollouts.start({ ...aRollout(), standing });
        assert.ok(rollout !== undefined);
        assert.deepEqual(rollout.standing, standing);
        const learned = { ...standing, learnedAt: '2026-01-01T00:00:10.000Z' };
        assert.equal(await other.rollouts.learn(rollout, learned), true);
        const [active] = await store.rollouts.active();
        assert.deepEqual([active?.standing, active?.revision], [learned, rollout.revision]);
        const changed = await store.rollouts.change(rollout, { ...PROMOTED, to: 3 });
        assert.deepEqual([changed?.to, changed?.standing], [3, standing]);
        assert.equal((await store.models.find(asId('churn')))?.aliases.champion, 3);
        assert.equal(await other.rollouts.learn(rollout, learned), false);
      },
    'keep how sure their guards became, the newest of each': async ({ store, again }) => {
      const points = [{ atMs: 1, evidence: [] }];
      assert.equal(await store.rollouts.findTrail('r'), undefined);
      for (const stepMs of [1000, 2000]) await store.rollouts.putTrail('r', { points, stepMs });
      const kept = await (await again()).rollouts.findTrail('r');
      assert.deepEqual(kept, { points, stepMs: 2000 });
    },
    'come newest first in complete pages, by endpoint': async ({ store }) => {
      for (const i of upTo(5)) await started(store, `e${i}`);
      for (const limit of [1, 2, 50]) {
        const items = await readPages((page) => store.rollouts.list(undefined, page), limit);
        assert.deepEqual(
          items.map(({ endpoint }) => endpoint),
          ['e4', 'e3', 'e2', 'e1', 'e0'],
        );
      }
      const { items } = await store.rollouts.list(asId('e3'), { limit: 5 });
      assert.equal(items.length, 1);
    },
  });
}
