import { log } from '../../math/index.ts';
import type { Target } from '../../models/estimator.ts';
import type { Member } from '../library/library.ts';
import {
  minimizeOnSimplex,
  type SimplexFunction,
  type SimplexMinimum,
} from './minimize-on-simplex.ts';

/**
 * The weighted mean of models with the least log loss (classes) or the least mean squared error (numbers): weights of
 * at least 0 that sum to 1.
 *
 * Convex, so there is one least value, and `gap` proves how close it is. Most weights are exactly 0. Of classes, only
 * the probabilities of the true ones matter, not below 2^-52.
 *
 * @param truth Truth of n rows.
 * @param options.tolerance Of `minimizeOnSimplex`. Default 1e-9.
 * @returns One weight per member.
 * @cost O(m n) per iteration and O(n) per pair of models in use; 200 models and 50 000 rows take some seconds.
 * @source Wolpert (1992), "Stacked Generalization"; Breiman (1996), "Stacked Regressions", Machine Learning 24, 49-64.
 */
export function mixtureWeights(
  truth: Target,
  members: readonly Member[],
  options: { readonly tolerance?: number } = {},
): SimplexMinimum {
  return minimizeOnSimplex(
    truth.kind === 'regression'
      ? meanSquaredError(truth.values, members)
      : meanLogLoss(truth.codes, truth.nClasses, members),
    options,
  );
}

/**
 * Mean squared error of the mixture, from the residuals r_j of each model: |sum_j w_j r_j|^2 / n, since weights sum to 1.
 *
 * Products of two residuals are summed once, when they are first asked for.
 */
function meanSquaredError(truth: Float64Array, members: readonly Member[]): SimplexFunction {
  const size = members.length;
  const residuals = members.map(({ answers }) => answers.map((each, i) => each - truth[i]));
  const products = new Float64Array(size * size).fill(Number.NaN);
  const product = (j: number, k: number): number => {
    const at = j < k ? j * size + k : k * size + j;
    if (Number.isNaN(products[at])) products[at] = inner(residuals[j], residuals[k]) / truth.length;
    return products[at];
  };
  return {
    size,
    value(weights) {
      const support = supportOf(weights);
      const towards = (j: number) =>
        support.reduce((sum, k) => sum + weights[k] * product(j, k), 0);
      return support.reduce((sum, j) => sum + weights[j] * towards(j), 0);
    },
    gradient(weights) {
      const support = supportOf(weights);
      return Float64Array.from(residuals, (_, j) =>
        support.reduce((sum, k) => sum + 2 * weights[k] * product(j, k), 0),
      );
    },
    hessian: (_, support) => pairwise(support, (j, k) => 2 * product(j, k)),
  };
}

function supportOf(weights: Float64Array): number[] {
  return Array.from(weights.keys()).filter((j) => weights[j] !== 0);
}

/** Mean log loss of the mixture, from the probability p_j of the true class by each model: -mean ln(sum_j w_j p_j). */
function meanLogLoss(
  codes: Int32Array,
  nClasses: number,
  members: readonly Member[],
): SimplexFunction {
  const n = codes.length;
  const stated = members.map(({ answers }) => {
    const ofTruth = new Float64Array(n);
    for (let i = 0; i < n; i++)
      ofTruth[i] = Math.max(Number.EPSILON, answers[i * nClasses + codes[i]]);
    return ofTruth;
  });
  const mix = (weights: Float64Array) => weightedSum(weights, stated, n);
  return {
    size: members.length,
    value: (weights) => -sumOfLogs(mix(weights)) / n,
    gradient(weights) {
      const inverse = mix(weights).map((p) => 1 / p);
      return Float64Array.from(stated, (each) => -inner(each, inverse) / n);
    },
    hessian(weights, support) {
      const inverse = mix(weights).map((p) => 1 / p);
      const ratios = new Map(support.map((j) => [j, stated[j].map((p, i) => p * inverse[i])]));
      const ratio = (j: number) => ratios.get(j) ?? inverse;
      return pairwise(support, (j, k) => inner(ratio(j), ratio(k)) / n);
    },
  };
}

/** Factors of at least 2^-52 whose product with a number above 2^-500 stays a normal number. */
const RUN = 8;
const SMALL = 2 ** -500;

/** Sum of the logarithms of probabilities: the logarithm of their product, scaled before it becomes too small. */
function sumOfLogs(values: Float64Array): number {
  let product = 1;
  let nHalvings = 0;
  for (let start = 0; start < values.length; start += RUN) {
    const end = Math.min(values.length, start + RUN);
    for (let i = start; i < end; i++) product *= values[i];
    if (product < SMALL) {
      product /= SMALL;
      nHalvings += 500;
    }
  }
  return log(product) - nHalvings * Math.LN2;
}

function weightedSum(
  weights: Float64Array,
  columns: readonly Float64Array[],
  n: number,
): Float64Array {
  const sum = new Float64Array(n);
  columns.forEach((column, j) => {
    const weight = weights[j];
    if (weight !== 0) for (let i = 0; i < n; i++) sum[i] += weight * column[i];
  });
  return sum;
}

function pairwise(
  support: readonly number[],
  entry: (j: number, k: number) => number,
): Float64Array {
  const size = support.length;
  const matrix = new Float64Array(size * size);
  for (let a = 0; a < size; a++) {
    for (let b = 0; b <= a; b++) {
      matrix[a * size + b] = entry(support[a], support[b]);
      matrix[b * size + a] = matrix[a * size + b];
    }
  }
  return matrix;
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
