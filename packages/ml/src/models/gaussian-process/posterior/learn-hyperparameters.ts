import {
  columnSpread,
  exp,
  log,
  type Matrix,
  minimizeConvex,
  type Random,
} from '../../../math/index.ts';
import type { Hyperparameters } from './covariance.ts';
import { negativeLogLikelihood } from './marginal-likelihood.ts';

/** How the most likely hyper-parameters are sought. */
export interface LearnOptions {
  /** One length per column, or one factor for all of them. */
  readonly perColumn: boolean;
  /** Starts at random besides the first, which is in the middle. */
  readonly nRestarts: number;
  readonly maxIterations: number;
  readonly random: Random;
}

/** Rows that are enough to tell one start from another. */
const ROUGH_ROWS = 256;

/** Stops when no slope of the mean log likelihood is larger. */
const TOLERANCE = 1e-5;

/** Steps on all rows, from where the best start on the first rows has led. */
const FINE_ITERATIONS = 10;

const SIGNAL_RANGE = [1e-3, 1e3] as const;
const NOISE_RANGE = [1e-6, 1e1] as const;
/** Around the square root of p times the deviation of the column. */
const LENGTH_RANGE = [1e-3, 1e3] as const;

/**
 * The hyper-parameters under which the targets are most likely.
 *
 * Several starts are followed on the first 256 rows at most, the best of them further on all rows. Each
 * logarithm t = middle + half u / sqrt(1 + u^2) stays in its range while u is free.
 *
 * @shape x: n x p, y: n, of variance about 1
 * @cost O(n^3 + n^2 p) per step.
 */
export function learnHyperparameters(
  x: Matrix,
  y: Float64Array,
  { perColumn, nRestarts, maxIterations, random }: LearnOptions,
): Hyperparameters {
  const form = parameterForm(x, perColumn);
  const nRough = Math.min(ROUGH_ROWS, x.nRows);
  const rough = likelihoodOf(
    { ...x, nRows: nRough, values: x.values.subarray(0, nRough * x.nColumns) },
    y.subarray(0, nRough),
    form,
  );
  let best = minimizeConvex(rough, new Float64Array(form.nFree), {
    maxIterations,
    tolerance: TOLERANCE,
  });
  for (let i = 0; i < nRestarts; i++) {
    const start = Float64Array.from({ length: form.nFree }, () => 2 * random.next() - 1);
    const found = minimizeConvex(rough, start, { maxIterations, tolerance: TOLERANCE });
    if (found.value < best.value) best = found;
  }
  if (nRough < x.nRows) {
    const options = { maxIterations: FINE_ITERATIONS, tolerance: TOLERANCE };
    best = minimizeConvex(likelihoodOf(x, y, form), best.point, options);
  }
  return form.at(best.point);
}

interface ParameterForm {
  readonly nFree: number;
  at(free: Float64Array): Hyperparameters;
  /** d log(hyper-parameter) / d u of place i. */
  slope(free: Float64Array, i: number): number;
  readonly perColumn: boolean;
}

function parameterForm(x: Matrix, perColumn: boolean): ParameterForm {
  const { nColumns: p } = x;
  const typical = columnSpread(x).deviations.map((each) => Math.sqrt(p) * (each || 1));
  const ranges = [SIGNAL_RANGE, NOISE_RANGE, ...new Array(perColumn ? p : 1).fill(LENGTH_RANGE)];
  const middles = ranges.map(([low, high]) => (log(low) + log(high)) / 2);
  const halves = ranges.map(([low, high]) => (log(high) - log(low)) / 2);
  const valueAt = (free: Float64Array, i: number) =>
    exp(middles[i] + (halves[i] * free[i]) / Math.sqrt(1 + free[i] * free[i]));
  return {
    nFree: ranges.length,
    perColumn,
    at: (free) => ({
      signal: valueAt(free, 0),
      noise: valueAt(free, 1),
      lengths: typical.map((each, j) => each * valueAt(free, perColumn ? 2 + j : 2)),
    }),
    slope(free, i) {
      const square = 1 + free[i] * free[i];
      return halves[i] / (square * Math.sqrt(square));
    },
  };
}

function likelihoodOf(x: Matrix, y: Float64Array, form: ParameterForm) {
  return {
    evaluate(free: Float64Array, gradient: Float64Array): number {
      const found = negativeLogLikelihood(x, y, form.at(free));
      const { bySignal, byNoise, byLengths } = found;
      const byLength = form.perColumn ? byLengths : [byLengths.reduce((a, b) => a + b, 0)];
      [bySignal, byNoise, ...byLength].forEach((each, i) => {
        gradient[i] = (each * form.slope(free, i)) / x.nRows;
      });
      return found.value / x.nRows;
    },
  };
}
