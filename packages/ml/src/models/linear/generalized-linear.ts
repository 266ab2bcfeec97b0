import { AppError } from '@kaizenml/contracts';
import { exp, log, meanOf } from '../../math/index.ts';
import type { Estimator, FitContext, Target } from '../estimator.ts';
import { evaluateLinear, evaluateLinearSparse, type LinearFunction } from '../linear-function.ts';
import { assertFitInputs, numbersOf } from '../refusals.ts';
import { assertFinite, type Features, withDesign } from './design/index.ts';
import { minimizeScores, powerDeviance, SCORE_PARAMS } from './scores/index.ts';

const params = {
  family: {
    kind: 'choice',
    default: 'poisson',
    choices: ['poisson', 'gamma', 'tweedie'],
    doc: 'How the target scatters around its mean: `poisson` for counts and rates, `gamma` for amounts above 0, `tweedie` for amounts that are often exactly 0.',
  },
  power: {
    kind: 'number',
    default: 1.5,
    range: [1, 2],
    doc: 'Of `tweedie`: the power of the mean with which the variance grows. 1 is `poisson`, 2 is `gamma`.',
  },
  l2: {
    ...SCORE_PARAMS.l2,
    doc: 'Weight of the penalty ||w||^2 / 2 next to the summed half deviance.',
  },
  maxIterations: SCORE_PARAMS.maxIterations,
  tolerance: {
    ...SCORE_PARAMS.tolerance,
    doc: 'Stops when no slope of the mean half deviance, per unit of a scaled column and for a target of mean 1, is larger than this.',
  },
} as const;

/** e to this is the largest answer; a row that far from all others would overflow. */
const MAX_SCORE = 700;

/**
 * Regression for counts, rates and amounts: the log of the mean is linear in the columns, so that effects
 * multiply and no answer is below 0.
 *
 * Minimizes the sum of half deviances + l2 ||w||^2 / 2, intercept free, rows counted by weight, by L-BFGS.
 * The weight of a row may be its exposure when the target is a rate.
 *
 * @shape x: n x p, y: n
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, ARGUMENT_INVALID for a target of classes, for unusable weights and
 * for features that are not finite, TARGET_UNUSABLE for a target below 0, for one of only zeros, and for
 * `gamma` for a target of 0.
 * @cost O(n p) per step, usually 20 to 100 steps; on sparse rows O(entries).
 * @source Nelder & Wedderburn (1972), "Generalized linear models", JRSS A 135, 370-384; Jorgensen (1987),
 * JRSS B 49, 127-162 (Tweedie).
 */
export const generalizedLinear: Estimator<typeof params, LinearFunction> = {
  name: 'generalized-linear',
  title: 'Regression for counts and amounts',
  params,
  traits: {
    regression: true,
    classification: false,
    features: 'dense',
    weights: true,
    nonNegativeTarget: true,
    rowOrderInvariant: true,
    ignoresFeatures: false,
  },
  source: 'Nelder & Wedderburn (1972), JRSS A 135, 370-384; Jorgensen (1987), JRSS B 49, 127-162.',
  fit: learn,
  predict: (state, x) => toMeans(evaluateLinear('generalized-linear', state, x)),
  sparse: {
    fit: learn,
    predict: (state, x) => toMeans(evaluateLinearSparse('generalized-linear', state, x)),
  },
};

interface GeneralizedLinearParams {
  readonly family: 'poisson' | 'gamma' | 'tweedie';
  readonly power: number;
  readonly l2: number;
  readonly maxIterations: number;
  readonly tolerance: number;
}

function learn(
  x: Features,
  y: Target,
  given: GeneralizedLinearParams,
  context: FitContext,
): LinearFunction {
  assertFitInputs(generalizedLinear, x, y, context);
  const target = numbersOf('generalized-linear', y);
  const power = { poisson: 1, gamma: 2, tweedie: given.power }[given.family];
  assertAmounts(target, given.family, power === 2);
  assertFinite('generalized-linear', x);
  const { weights } = context;
  const mean = meanOf(target, weights);
  assertSomeAbove(mean, target.length);
  const scaled = target.map((value) => value / mean);
  // For a target divided by its mean, the deviance is divided by mean^(2 - power), and so is the penalty.
  const l2 = given.l2 / exp((2 - power) * log(mean));
  const found = withDesign(x, 1, (design) =>
    minimizeScores(design, powerDeviance(scaled, power, weights), { ...given, l2, weights }),
  );
  return { weights: found.weights, intercept: found.intercepts[0] + log(mean) };
}

function toMeans(scores: Float64Array): Float64Array {
  return scores.map((score) => exp(Math.min(score, MAX_SCORE)));
}

function assertAmounts(y: Float64Array, family: string, isStrict: boolean): void {
  const row = y.findIndex((value) => value < 0 || (isStrict && value === 0));
  if (row < 0) return;
  const expectation = isStrict ? 'above 0' : 'of at least 0';
  throw new AppError('TARGET_UNUSABLE', {
    message: `generalized-linear.fit must get targets ${expectation} for the family "${family}", got ${y[row]} in row ${row + 1}.`,
    hint: isStrict
      ? 'Choose the family `tweedie` for amounts that may be 0.'
      : 'Choose another estimator for numbers that may be below 0, such as `ridge`.',
    details: { estimator: 'generalized-linear', family, row: row + 1, value: y[row] },
  });
}

function assertSomeAbove(mean: number, nRows: number): void {
  if (mean > 0) return;
  throw new AppError('TARGET_UNUSABLE', {
    message: `generalized-linear.fit must get a target above 0 in some row that counts, got only zeros in ${nRows} rows.`,
    hint: 'Choose a target that varies.',
    details: { estimator: 'generalized-linear', nRows },
  });
}
