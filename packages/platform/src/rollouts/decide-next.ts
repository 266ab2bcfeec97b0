import type { Clock } from '../kit/index.ts';
import { CHAMPION, type ModelStore } from '../models/index.ts';
import { type Judged, judgeEvidence } from './judge-evidence.ts';
import { type Decision, nextStep } from './next-step.ts';
import type { RolloutRecord } from './rollout.ts';
import type { RolloutStore } from './store.ts';

/** What a look at a rollout stands on. */
export interface LookDeps {
  readonly rollouts: Pick<RolloutStore, 'evidence'>;
  readonly models: Pick<ModelStore, 'find'>;
  readonly clock: Clock;
}

/** What a rollout does next by all that is known of it now; it is not done here. */
export async function decideNext(
  rollout: RolloutRecord,
  { rollouts, models, clock }: LookDeps,
): Promise<{ readonly judged: Judged; readonly decision: Decision }> {
  const judged = judgeEvidence(rollout, await rollouts.evidence(rollout.id));
  const model = await models.find(rollout.endpoint);
  const decision = nextStep(rollout, {
    nowMs: clock.now(),
    champion: model && (model.aliases[CHAMPION] ?? model.latestVersion),
    nRequests: judged.nInStep,
    ...{ nLabels: judged.nLabels, guards: judged.guards },
  });
  return { judged, decision };
}
