import { type ParamSpecs, resolveParams } from '@kaizenml/contracts';
import { log } from '../math/index.ts';
import type { Bandit } from './bandit.ts';
import { type Belief, probabilityBest } from './probability-best.ts';
import { assertMergeable, assertReward, exploreParam, mixEvenly, N_ARMS } from './settings.ts';

const PARAMS = { nArms: N_ARMS, explore: exploreParam(0) } as const satisfies ParamSpecs;

/** Successes and failures of an arm. */
export interface BetaArm {
  yes: number;
  no: number;
}

/** Successes and failures, arm by arm. */
export interface ThompsonBetaState {
  readonly explore: number;
  readonly arms: readonly BetaArm[];
}

/**
 * Thompson sampling for rewards that come or do not come: a Beta belief over each rate, flat at the start.
 *
 * A reward between 0 and 1 counts as part success, part failure.
 */
export const thompsonBeta: Bandit<typeof PARAMS, ThompsonBetaState> = {
  name: 'thompson-beta',
  title: 'Thompson sampling of rates',
  doc: 'Sends to each arm the share of requests that is the probability of it having the best rate.',
  source:
    'Thompson (1933), Biometrika 25, 285-294; Agrawal & Goyal (2012), "Analysis of Thompson sampling for the multi-armed bandit problem", COLT.',
  readsContext: false,
  params: PARAMS,
  empty(settings) {
    const { nArms, explore } = resolveParams('thompson-beta', PARAMS, settings);
    return { explore, arms: Array.from({ length: nArms }, () => ({ yes: 0, no: 0 })) };
  },
  probabilities: ({ arms, explore }) =>
    mixEvenly(probabilityBest(arms.map(beliefOf), [0, 1]), explore),
  update({ arms }, outcome) {
    assertReward('thompson-beta', outcome, { nArms: arms.length, range: [0, 1] });
    arms[outcome.arm].yes += outcome.reward;
    arms[outcome.arm].no += 1 - outcome.reward;
  },
  merge(one, other) {
    assertMergeable('thompson-beta', settingsOf(one), settingsOf(other));
    const arms = one.arms.map(({ yes, no }, i) => ({
      yes: yes + other.arms[i].yes,
      no: no + other.arms[i].no,
    }));
    return { explore: one.explore, arms };
  },
};

function settingsOf({ explore, arms }: ThompsonBetaState) {
  return { explore, nArms: arms.length };
}

function beliefOf({ yes, no }: BetaArm): Belief {
  const n = yes + no + 2;
  const center = (yes + 1) / n;
  return {
    center,
    spread: Math.sqrt((center * (1 - center)) / (n + 1)),
    logDensity: (x) => times(yes, x) + times(no, 1 - x),
  };
}

function times(count: number, x: number): number {
  return count === 0 ? 0 : count * log(x);
}
