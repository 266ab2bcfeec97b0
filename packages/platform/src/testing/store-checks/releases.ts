import assert from 'node:assert/strict';
import { asId, type ModelName } from '@kaizenml/contracts';
import type { NewRollout, RolloutChange } from '../../rollouts/store.ts';
import type { Store } from '../../storage/store.ts';
import { refuses } from './asserts.ts';
import { aModel, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

const NAME = asId<ModelName>('penguins-species');
const NO_RULES = { nApprovals: 0, isDescribed: false };
const by = (who: string) => ({ by: 'person', who }) as const;

/** How often two that are in each other's way are sent off. */
const N_RACES = 12;

const judge = ({ approvals }: Store, who: string, version: number, isApproval = true) =>
  approvals.judge({ name: NAME, version }, { isApproval, reason: by(who) });
const rule = ({ approvals }: Store, rules: Partial<typeof NO_RULES>) =>
  approvals.setRules(NAME, { rules: { ...NO_RULES, ...rules }, reason: by('eve') });
const release = ({ registry }: Store, who: string, version: number) =>
  registry.setAlias(NAME, { alias: 'champion', version, reason: by(who) });

function aRollout(who: string, to = 2, challengers?: readonly number[]): NewRollout {
  return {
    ...{ endpoint: NAME, from: 1, to },
    settings: {
      ...{ strategy: 'canary', steps: [0.1, 0.5], stepSeconds: 1, stepRequests: 2 },
      ...{ by: null, group: null, labels: 0, level: 0.05, lossScale: 1 },
      ...{ errorMargin: 0.01, latencyFactor: 1.5, groups: [], answers: 'scores', nBins: 10 },
      ...(challengers && {
        bandit: { challengers, floor: 0.1, maxShare: 0.9, promotes: false, context: [] },
      }),
    },
    event: { kind: 'started', by: 'person', who, message: 'Begun.', details: {} },
  };
}

function promotion(by: 'person' | 'controller', who?: string): RolloutChange {
  return {
    ...{ status: 'promoted', step: 1, promotes: true },
    event: { kind: 'promoted', by, who, message: 'Good.', details: {} },
  };
}

async function withVersions({ models }: Store, n: number): Promise<void> {
  for (const _ of upTo(n)) await models.register(aModel());
}

async function begun({ rollouts }: Store, rollout: NewRollout) {
  const started = await rollouts.start(rollout);
  assert.ok(started !== undefined);
  return started;
}

const UNAPPROVED = {
  code: 'RELEASE_UNAPPROVED',
  message: /^Version \d+ of "penguins-species" must have what the rules of its model ask for/,
  details: { name: NAME },
} as const;

/** What every store does with rules, verdicts, and releases beside them. */
export function releaseChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'releases', {
    'are refused where rules ask for more, whoever writes': async ({ store }) => {
      await withVersions(store, 2);
      await rule(store, { nApprovals: 1 });
      await judge(store, 'ada', 2);
      await refuses(release(store, 'ada', 2), UNAPPROVED);
      await refuses(store.models.setAlias(NAME, 'champion', 1), {
        ...UNAPPROVED,
        details: { version: 1, nApproved: 0, nApprovals: 1 },
      });
      const production = { stage: 'Production', archivesOthers: false, reason: by('ada') } as const;
      await refuses(store.registry.setStage({ name: NAME, version: 2 }, production), UNAPPROVED);
      await refuses(store.models.register(aModel({ aliases: ['champion'] })), UNAPPROVED);
      assert.equal((await store.registry.findModel(NAME))?.newestAnswering, 2);
      await store.models.setAlias(NAME, 'held', 1);
      await release(store, 'bob', 2);
      assert.equal((await store.models.find(NAME))?.aliases.champion, 2);
      assert.deepEqual((await store.approvals.factsOf({ name: NAME, version: 2 })).rules, {
        ...NO_RULES,
        nApprovals: 1,
      });
    },
    'never follow a rejection that was there before, however the two race': async ({
      store,
      again,
    }) => {
      const other = await again();
      await withVersions(store, N_RACES);
      for (const i of upTo(N_RACES)) {
        const version = i + 1;
        const work = [
          () => release(store, 'ada', version),
          () => judge(other, 'bob', version, false),
        ];
        const made = await Promise.allSettled(
          (i % 2 ? work : work.reverse()).map((each) => each()),
        );
        for (const each of made)
          if (each.status === 'rejected') assert.equal(each.reason.code, 'RELEASE_UNAPPROVED');
      }
      const trail = await other.audit.read({ after: 0, limit: 1000 });
      const rejected = new Set<number>();
      for (const { action, part, to } of trail) {
        if (action === 'version.reject') rejected.add(Number(part.slice(1)));
        if (action === 'alias.set') assert.ok(!rejected.has(Number(to)), `version ${to}`);
      }
      assert.equal(rejected.size, N_RACES);
    },
    'never follow a change of rules that forbids them, also of what a run registers': async ({
      store,
      again,
    }) => {
      const other = await again();
      await withVersions(store, 1);
      for (const i of upTo(N_RACES)) {
        await rule(store, {});
        await Promise.allSettled([
          rule(i % 2 ? store : other, { nApprovals: 1 }),
          (i % 2 ? other : store).models.register(aModel({ aliases: ['champion'] })),
        ]);
      }
      let forbids = false;
      for (const { action, to } of await store.audit.read({ after: 0, limit: 1000 })) {
        if (action === 'model.rules') forbids = JSON.parse(to ?? '').nApprovals > 0;
        if (action === 'alias.set') assert.ok(!forbids, `version ${to}`);
      }
    },
    'end a rollout that leads to a rejected version, or never begin it': async ({
      store,
      again,
    }) => {
      const other = await again();
      await withVersions(store, 2);
      for (const i of upTo(N_RACES)) {
        const work = [
          () => store.rollouts.start(aRollout('ada')),
          () => judge(other, 'bob', 2, false),
        ];
        const made = await Promise.allSettled(
          (i % 2 ? work : work.reverse()).map((each) => each()),
        );
        for (const each of made)
          if (each.status === 'rejected') assert.equal(each.reason.code, 'RELEASE_UNAPPROVED');
        assert.equal(await other.rollouts.findActive(NAME), undefined);
        await judge(other, 'bob', 2);
      }
    },
    'roll a rollout back whose version lacks what it had, and say who changed what': async ({
      store,
    }) => {
      await withVersions(store, 3);
      const { id } = await begun(store, aRollout('ada'));
      await judge(store, 'bob', 3, false);
      await judge(store, 'bob', 2);
      await rule(store, { nApprovals: 1 });
      assert.equal((await store.rollouts.find(id))?.status, 'running');
      await rule(store, { nApprovals: 2 });
      const message =
        'Version 2 may not be released any more: it has 1 of 2 approvals of people other than the one who releases it. Version 1 answers everything.';
      const rollout = await store.rollouts.find(id);
      assert.deepEqual(
        [rollout?.status, rollout?.reason, rollout?.revision],
        ['rolled-back', message, 1],
      );
      assert.ok(rollout?.endedAt);
      const last = (await store.rollouts.events(id)).at(-1);
      assert.deepEqual(
        [last?.kind, last?.by, last?.who, last?.message],
        ['rolled-back', 'person', 'eve', message],
      );
      await rule(store, { isDescribed: true });
      await refuses(store.rollouts.start(aRollout('ada')), UNAPPROVED);
      const described = { description: 'Tells penguins apart.', reason: by('ada') };
      await store.registry.describeModel(NAME, described);
      await store.registry.describeVersion({ name: NAME, version: 2 }, described);
      const { id: next } = await begun(store, aRollout('ada'));
      await store.registry.describeModel(NAME, { description: ' ', reason: by('ada') });
      assert.equal((await store.rollouts.find(next))?.status, 'rolled-back');
    },
    'roll a bandit back that one of its versions may not stay in': async ({ store }) => {
      await withVersions(store, 4);
      const { id } = await begun(store, aRollout('ada', 2, [2, 3]));
      await judge(store, 'bob', 4, false);
      assert.equal((await store.rollouts.find(id))?.status, 'running');
      await judge(store, 'bob', 3, false);
      assert.equal(
        (await store.rollouts.find(id))?.reason,
        'Version 3 may not be released any more: bob rejected it. Version 1 answers everything.',
      );
      await refuses(store.rollouts.start(aRollout('ada', 2, [2, 3])), UNAPPROVED);
    },
    'are those of who promotes a rollout, or of who began it where the controller does': async ({
      store,
    }) => {
      await withVersions(store, 2);
      await rule(store, { nApprovals: 1 });
      await judge(store, 'bob', 2);
      await refuses(store.rollouts.start(aRollout('bob')), UNAPPROVED);
      const rollout = await begun(store, aRollout('ada'));
      await refuses(store.rollouts.change(rollout, promotion('person', 'bob')), UNAPPROVED);
      assert.equal((await store.rollouts.find(rollout.id))?.status, 'running');
      const promoted = await store.rollouts.change(rollout, promotion('controller'));
      assert.equal(promoted?.status, 'promoted');
      assert.equal((await store.models.find(NAME))?.aliases.champion, 2);
    },
  });
}
