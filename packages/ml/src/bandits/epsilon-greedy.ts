import { type ParamSpecs, resolveParams } from '@kaizenml/contracts';
import { addMoments, addValue, noValues, type RunningMoments } from '../stats/index.ts';
import type { Bandit } from './bandit.ts';
import {
  assertMergeable,
  assertReward,
  exploreParam,
  mixEvenly,
  N_ARMS,
  onGreatest,
} from './settings.ts';

const PARAMS = { nArms: N_ARMS, explore: exploreParam(0.1) } as const satisfies ParamSpecs;

/** Moments of the rewards, arm by arm. */
export interface EpsilonGreedyState {
  readonly explore: number;
  readonly arms: readonly RunningMoments[];
}

/** The arm of the best mean so far, except for a share of the requests that is dealt out evenly: the baseline of all bandits. */
export const epsilonGreedy: Bandit<typeof PARAMS, EpsilonGreedyState> = {
  name: 'epsilon-greedy',
  title: 'Epsilon-greedy',
  doc: 'Sends most requests to the arm that did best so far, and deals the rest out evenly.',
  source: 'Sutton & Barto (2018), "Reinforcement Learning", 2nd ed., section 2.2.',
  readsContext: false,
  params: PARAMS,
  empty(settings) {
    const { nArms, explore } = resolveParams('epsilon-greedy', PARAMS, settings);
    return { explore, arms: Array.from({ length: nArms }, noValues) };
  },
  probabilities: ({ arms, explore }) => {
    const untried = Number.MAX_VALUE;
    return mixEvenly(onGreatest(arms.map(({ n, mean }) => (n === 0 ? untried : mean))), explore);
  },
  update({ arms }, outcome) {
    assertReward('epsilon-greedy', outcome, { nArms: arms.length });
    addValue(arms[outcome.arm], outcome.reward);
  },
  merge(one, other) {
    assertMergeable('epsilon-greedy', settingsOf(one), settingsOf(other));
    const arms = one.arms.map((arm, i) => addMoments(arm, other.arms[i]));
    return { explore: one.explore, arms };
  },
};

function settingsOf({ explore, arms }: EpsilonGreedyState) {
  return { explore, nArms: arms.length };
}
