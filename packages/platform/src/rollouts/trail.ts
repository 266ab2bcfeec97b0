import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Clock } from '../kit/index.ts';
import { isBandit } from './bandit/is-bandit.ts';
import { judgeArms } from './bandit/judge-arms.ts';
import { getRollout } from './get-rollout.ts';
import type { GuardTrail } from './guard-trail.ts';
import { judgeEvidence } from './judge-evidence.ts';
import type { RolloutStore } from './store.ts';

/** What a trail is read from. */
export interface TrailDeps {
  readonly rollouts: Pick<RolloutStore, 'find' | 'evidence'>;
  readonly trail: Pick<GuardTrail, 'read'>;
  readonly clock: Clock;
}

/** Shows how sure every guard of a rollout became, up to now or to its end. */
export const trailOfRollout =
  ({ rollouts, trail, clock }: TrailDeps): Handler<Operations['rollouts']['trail']> =>
  async ({ id }) => {
    const rollout = await getRollout(rollouts, id);
    const counted = await rollouts.evidence(rollout.id);
    const { evidence } = isBandit(rollout)
      ? judgeArms(rollout, counted)
      : judgeEvidence(rollout, counted);
    const nowMs = rollout.endedAt === null ? clock.now() : Date.parse(rollout.endedAt);
    const points = [
      ...(await trail.read(rollout.id)).filter(({ atMs }) => atMs < nowMs),
      { atMs: nowMs, evidence },
    ];
    return {
      id: rollout.id,
      guards: evidence.map(({ name, title, unit, tolerance, margin }) => ({
        ...{ name, title, unit, tolerance, margin },
        points: points.flatMap(({ atMs, evidence: known }) => {
          const found = known.find((each) => each.name === name);
          if (found === undefined) return [];
          const { difference, low, high } = found;
          return [{ at: new Date(atMs).toISOString(), difference, low, high }];
        }),
      })),
    };
  };
