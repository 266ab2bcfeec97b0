import { NO_EVIDENCE } from '../evidence.ts';
import { reasonNow } from '../reason-now.ts';
import { isActive, type RolloutView } from '../rollout.ts';
import type { ShowDeps } from '../show.ts';
import { toSummary } from '../to-summary.ts';
import type { BanditRollout } from './is-bandit.ts';
import { lookAtBandit } from './look-at-bandit.ts';

/** Everything of a bandit that is on the wire. While it runs, the reason is what it waits for now. */
export async function toBanditView(rollout: BanditRollout, deps: ShowDeps): Promise<RolloutView> {
  const { settings, standing, from } = rollout;
  const { by, group, stepSeconds, stepRequests, labels, level, metric = null, bandit } = settings;
  const { judged, decision } = await lookAtBandit(rollout, deps);
  const events = await deps.rollouts.events(rollout.id);
  const { floor, maxShare, promotes, context } = bandit;
  return {
    ...toSummary(rollout),
    reason: reasonNow(rollout, decision),
    ...{ by, group, stepSeconds, stepRequests, labels, level, metric },
    bandit: {
      ...{ floor, maxShare, promotes, learnedAt: standing.learnedAt },
      context: context.map(({ column }) => column),
    },
    arms: [from, ...bandit.challengers].map((version) => {
      const learned = judged.learned.arms.find((arm) => arm.version === version);
      return {
        ...{ name: version === from ? 'champion' : 'candidate', version },
        share: shareNow(rollout, version),
        ...(judged.countsOf.get(version) ?? NO_EVIDENCE.champion),
        reward: learned?.reward ? shown(learned.reward) : null,
        nRewards: learned?.nRewards ?? 0,
        probabilityBest: learned?.probabilityBest ?? null,
        out: standing.out.find((each) => each.version === version)?.reason ?? null,
      };
    }),
    guards: [...judged.guards],
    verdict: judged.verdict,
    events: events.map(({ at, kind, by: side, who, message }) => ({
      ...{ at, kind, by: side, who, message },
    })),
  };
}

function shown({ mean, low, high }: NonNullable<RolloutView['arms'][number]['reward']>) {
  return { mean, low, high };
}

function shareNow(rollout: BanditRollout, version: number): number {
  if (!isActive(rollout)) {
    const champion = rollout.status === 'promoted' ? rollout.to : rollout.from;
    return Number(version === champion);
  }
  return rollout.standing.shares.find((each) => each.version === version)?.share ?? 0;
}
