import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { type RolloutRecord, visibleShare } from './rollout.ts';

/** A rollout as lists show it. */
export function toSummary(
  rollout: RolloutRecord,
): OutputOf<Operations['rollouts']['list']>['items'][number] {
  const { id, endpoint, status, from, to, startedAt, endedAt, reason, settings, step } = rollout;
  return {
    ...{ id, endpoint, strategy: settings.strategy, status, from, to },
    share: visibleShare(rollout),
    step: step + 1,
    steps: [...settings.steps],
    ...{ startedAt, endedAt, reason },
  };
}
