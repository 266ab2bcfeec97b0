import { CHAMPION } from '../../models/index.ts';
import type { LookDeps } from '../decide-next.ts';
import type { BanditRollout } from './is-bandit.ts';
import { type JudgedArms, judgeArms } from './judge-arms.ts';
import { type BanditDecision, nextBanditStep } from './next-bandit-step.ts';

/** What a bandit does next by all that is known of it now; it is not done here. */
export async function lookAtBandit(
  rollout: BanditRollout,
  { rollouts, models, clock }: LookDeps,
): Promise<{ readonly judged: JudgedArms; readonly decision: BanditDecision }> {
  const judged = judgeArms(rollout, await rollouts.evidence(rollout.id));
  const model = await models.find(rollout.endpoint);
  const decision = nextBanditStep(rollout, {
    nowMs: clock.now(),
    champion: model && (model.aliases[CHAMPION] ?? model.latestVersion),
    ...{ ofArms: judged.ofArms, learned: judged.learned },
  });
  return { judged, decision };
}
