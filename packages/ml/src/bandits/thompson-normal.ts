import { type ParamSpecs, resolveParams } from '@kaizenml/contracts';
import { addMoments, addValue, noValues, type RunningMoments } from '../stats/index.ts';
import type { Bandit } from './bandit.ts';
import { probabilityBest } from './probability-best.ts';
import {
  assertMergeable,
  assertReward,
  exploreParam,
  mixEvenly,
  N_ARMS,
  onGreatest,
} from './settings.ts';

const PARAMS = { nArms: N_ARMS, explore: exploreParam(0) } as const satisfies ParamSpecs;

/** Rewards of each arm before beliefs are formed: until then the arms with too few take turns. */
const WARM_UP = 10;

/** Moments of the rewards, arm by arm. */
export interface ThompsonNormalState {
  readonly explore: number;
  readonly arms: readonly RunningMoments[];
}

/**
 * Thompson sampling for rewards that are numbers, such as money: a normal belief over each mean, flat at the start.
 *
 * The variance of a reward is pooled over the arms, so that an arm whose first rewards happen to be alike is not given up.
 */
export const thompsonNormal: Bandit<typeof PARAMS, ThompsonNormalState> = {
  name: 'thompson-normal',
  title: 'Thompson sampling of means',
  doc: 'Sends to each arm the share of requests that is the probability of it having the best mean reward.',
  source:
    'Thompson (1933), Biometrika 25, 285-294; Agrawal & Goyal (2013), "Further optimal regret bounds for Thompson sampling", AISTATS, for normal beliefs.',
  readsContext: false,
  params: PARAMS,
  empty(settings) {
    const { nArms, explore } = resolveParams('thompson-normal', PARAMS, settings);
    return { explore, arms: Array.from({ length: nArms }, noValues) };
  },
  probabilities: ({ arms, explore }) => mixEvenly(dueOf(arms), explore),
  update({ arms }, outcome) {
    assertReward('thompson-normal', outcome, { nArms: arms.length });
    addValue(arms[outcome.arm], outcome.reward);
  },
  merge(one, other) {
    assertMergeable('thompson-normal', settingsOf(one), settingsOf(other));
    const arms = one.arms.map((arm, i) => addMoments(arm, other.arms[i]));
    return { explore: one.explore, arms };
  },
};

function settingsOf({ explore, arms }: ThompsonNormalState) {
  return { explore, nArms: arms.length };
}

function dueOf(arms: readonly RunningMoments[]): readonly number[] {
  if (arms.some(({ n }) => n < WARM_UP))
    return onGreatest(arms.map(({ n }) => (n < WARM_UP ? 1 : 0)));
  const n = arms.reduce((sum, arm) => sum + arm.n, 0);
  const squares = arms.reduce((sum, arm) => sum + arm.squares, 0);
  const variance = squares / (n - arms.length);
  if (variance === 0) return onGreatest(arms.map(({ mean }) => mean));
  return probabilityBest(
    arms.map((arm) => ({
      center: arm.mean,
      spread: Math.sqrt(variance / arm.n),
      logDensity: (x) => (-(x - arm.mean) * (x - arm.mean) * arm.n) / (2 * variance),
    })),
  );
}
