import type { RolloutRecord, RolloutSettings } from '../store.ts';
import type { BanditSettings, BanditStanding } from './standing.ts';

/** A rollout that lets a bandit choose. */
export type BanditRollout = RolloutRecord & {
  readonly settings: RolloutSettings & { readonly bandit: BanditSettings };
  readonly standing: BanditStanding;
};

/** Whether a bandit chooses the versions of a rollout. */
export function isBandit(rollout: RolloutRecord): rollout is BanditRollout {
  return rollout.settings.bandit !== undefined && rollout.standing !== undefined;
}

/** A bandit's rollout as the comparison of the champion with one of its challengers. */
export function pairOf(rollout: RolloutRecord, version: number): RolloutRecord {
  return { ...rollout, to: version };
}

/** Those that still get requests, besides the champion. */
export function challengersIn({ from, standing }: BanditRollout): readonly number[] {
  return standing.shares.flatMap(({ version }) => (version === from ? [] : [version]));
}
