import { AppError, type ParamSpecs, resolveParams } from '@kaizenml/contracts';
import type { Bandit } from './bandit.ts';
import { addOuterProduct, dot, ridgeInverse, timesVector } from './ridge-inverse.ts';
import {
  assertMergeable,
  assertReward,
  exploreParam,
  mixEvenly,
  N_ARMS,
  onGreatest,
} from './settings.ts';

const PARAMS = {
  nArms: N_ARMS,
  nFeatures: {
    kind: 'number',
    default: 1,
    range: [1, 200],
    integer: true,
    doc: 'Numbers that describe a request. Give a 1 among them for an intercept, and scale the others to about 1.',
  },
  width: {
    kind: 'number',
    default: 1,
    range: [0, 1000],
    doc: 'Standard deviations by which an arm is given the benefit of the doubt, in the unit of the reward.',
  },
  ridge: {
    kind: 'number',
    default: 1,
    range: [1e-6, 1e6],
    doc: 'Weight of the squared norm of the coefficients.',
  },
  explore: exploreParam(0.05),
} as const satisfies ParamSpecs;

/** The linear model of one arm: sums, and the inverse that follows from them. */
export interface LinUcbArm {
  /** Sum of x x', p x p row-major. */
  readonly gram: number[];
  /** Sum of reward times x. Length p. */
  readonly rewards: number[];
  /** Inverse of gram + ridge I, p x p. */
  readonly inverse: number[];
}

/** Settings, and a linear model per arm. */
export interface LinUcbState {
  readonly nFeatures: number;
  readonly width: number;
  readonly ridge: number;
  readonly explore: number;
  readonly arms: readonly LinUcbArm[];
}

/**
 * LinUCB with a linear model of its own for each arm: the arm whose expected reward for this request may well be the best.
 *
 * The greatest x'w + width sqrt(x' A^-1 x), where w = A^-1 (sum of rewards times x) and A = ridge I + sum of x x'.
 *
 * @cost O(arms p^2) per choice, O(p^2) per reward, O(arms p^4) per merge.
 */
export const linUcb: Bandit<typeof PARAMS, LinUcbState> = {
  name: 'lin-ucb',
  title: 'LinUCB',
  doc: 'Chooses by the features of a request: the arm whose reward may well be the best, by a linear model of each.',
  source:
    'Li, Chu, Langford & Schapire (2010), "A contextual-bandit approach to personalized news article recommendation", WWW, algorithm 1.',
  readsContext: true,
  params: PARAMS,
  empty(settings) {
    const { nArms, ...rest } = resolveParams('lin-ucb', PARAMS, settings);
    const p = rest.nFeatures;
    const arms = Array.from({ length: nArms }, () => {
      const gram = new Array<number>(p * p).fill(0);
      const inverse = gram.map((_, at) => (at % (p + 1) === 0 ? 1 / rest.ridge : 0));
      return { gram, rewards: new Array<number>(p).fill(0), inverse };
    });
    return { ...rest, arms };
  },
  probabilities(state, context) {
    const x = readContext(state, context);
    const bounds = state.arms.map(({ inverse, rewards }) => {
      const turned = timesVector(inverse, x);
      return dot(turned, rewards) + state.width * Math.sqrt(Math.max(0, dot(x, turned)));
    });
    return mixEvenly(onGreatest(bounds), state.explore);
  },
  update(state, outcome) {
    assertReward('lin-ucb', outcome, { nArms: state.arms.length });
    const x = readContext(state, outcome.context);
    const { gram, rewards, inverse } = state.arms[outcome.arm];
    for (let i = 0; i < x.length; i++) {
      rewards[i] += outcome.reward * x[i];
      for (let j = 0; j < x.length; j++) gram[i * x.length + j] += x[i] * x[j];
    }
    addOuterProduct(inverse, x);
  },
  merge(one, other) {
    assertMergeable('lin-ucb', settingsOf(one), settingsOf(other));
    const arms = one.arms.map((arm, i) => {
      const gram = added(arm.gram, other.arms[i].gram);
      const rewards = added(arm.rewards, other.arms[i].rewards);
      return { gram, rewards, inverse: ridgeInverse(gram, one.ridge) };
    });
    return { ...one, arms };
  },
};

function settingsOf({ arms, ...settings }: LinUcbState) {
  return { ...settings, nArms: arms.length };
}

function added(one: readonly number[], other: readonly number[]): number[] {
  return one.map((value, i) => value + other[i]);
}

function readContext(
  { nFeatures }: LinUcbState,
  context: readonly number[] = [],
): readonly number[] {
  if (context.length === nFeatures && context.every(Number.isFinite)) return context;
  throw new AppError('SHAPE_MISMATCH', {
    message: `The context of lin-ucb must be ${nFeatures} finite numbers, got ${context.length === nFeatures ? 'one that is not' : context.length}.`,
    hint: 'Give the same features, in the same order, with each choice and each reward.',
    details: { expected: nFeatures, received: context.length },
  });
}
