import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { BanditStanding } from './bandit/standing.ts';
import type { RolloutRecord } from './store.ts';

export type { RolloutRecord, RolloutSettings } from './store.ts';

/** A rollout on the wire. */
export type RolloutView = OutputOf<Operations['rollouts']['show']>;

/** Whether requests are still split. */
export function isActive({ status }: Pick<RolloutRecord, 'status'>): boolean {
  return status === 'running' || status === 'paused';
}

/** Share of the requests that the new version answers where its caller sees it, 0 to 1. */
export function visibleShare(rollout: RolloutRecord): number {
  if (rollout.status === 'promoted') return 1;
  if (!isActive(rollout) || rollout.settings.strategy === 'shadow') return 0;
  return rollout.standing === undefined
    ? shareOfStep(rollout)
    : shareOfChallengers(rollout.standing);
}

/** Of a bandit: what all versions besides the champion answer together. */
function shareOfChallengers({ shares }: BanditStanding): number {
  return shares.slice(1).reduce((sum, { share }) => sum + share, 0);
}

/** Share of the requests that its step gives to the new version, seen or not. */
export function shareOfStep({ settings, step }: Pick<RolloutRecord, 'settings' | 'step'>): number {
  return settings.steps[step] ?? 0;
}
