import { invariant } from '@kaizenml/contracts';
import {
  columnSpread,
  exp,
  type Matrix,
  shuffledIndices,
  takeMatrixRows,
} from '../../math/index.ts';
import type { Estimator } from '../estimator.ts';
import { assertColumns, assertFitInputs, numbersOf } from '../refusals.ts';
import { stateCheck } from '../state-reader.ts';
import {
  covariances,
  factorize,
  inLengths,
  learnHyperparameters,
  solveLower,
  solveUpper,
  squaredDistance,
} from './posterior/index.ts';

const params = {
  lengths: {
    kind: 'choice',
    default: 'shared',
    choices: ['shared', 'per-column'],
    doc: 'Whether one factor scales the distance along all columns, or each column has its own.',
    search: true,
  },
  maxRows: {
    kind: 'number',
    default: 1000,
    range: [1, 10_000],
    integer: true,
    unit: 'rows',
    doc: 'Rows to learn from at most. Of more rows, that many are drawn at random and the rest is not used.',
  },
  nRestarts: {
    kind: 'number',
    default: 1,
    range: [0, 100],
    integer: true,
    unit: 'starts',
    doc: 'Starts at random of the search for the most likely hyper-parameters, besides the first.',
  },
  maxIterations: {
    kind: 'number',
    default: 30,
    range: [0, Number.MAX_SAFE_INTEGER],
    integer: true,
    unit: 'steps',
    doc: 'Steps of the optimizer from each start at most.',
  },
} as const;

/** What a Gaussian process learns: its hyper-parameters, the rows it was given, and their pull. */
export interface GaussianProcessState {
  readonly nColumns: number;
  readonly targetMean: number;
  readonly targetDeviation: number;
  /** Variance of the function and of the noise, in units of the target's own variance. */
  readonly signal: number;
  readonly noise: number;
  /** Length scale of each column. */
  readonly lengths: Float64Array;
  /** The rows in length scales, n x p. */
  readonly rows: Float64Array;
  /** K^-1 y. Length n. */
  readonly pulls: Float64Array;
  /** Cholesky's factor of K, n x n, lower triangle; what the variances need. */
  readonly factor: Float64Array;
}

const checkProcess = stateCheck<GaussianProcessState>((state) => {
  const nColumns = state.field('nColumns').count();
  for (const name of ['targetMean', 'targetDeviation', 'signal', 'noise'])
    state.field(name).finite();
  const lengths = state.field('lengths');
  if (lengths.numbers(Float64Array, nColumns).includes(0)) lengths.refuse('differ from 0', 0);
  const n = state.field('pulls').numbers(Float64Array).length;
  state.field('rows').numbers(Float64Array, n * nColumns);
  state.field('factor').numbers(Float64Array, n * n);
});

/**
 * Gaussian process regression: any smooth function, made likely by rows near by.
 *
 * The covariance of two rows is signal exp(-d^2 / 2) with d in length scales, plus noise on the same row.
 * Signal, noise and lengths are those under which the targets are most likely. Learns from `maxRows`
 * rows at most: of more, from a seeded sample.
 *
 * @shape x: n x p, y: n
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, TARGET_UNUSABLE, ARGUMENT_INVALID for a target of classes.
 * @cost O(m^3) per step for m = min(n, maxRows), some 100 steps on 256 rows and 10 on all; O(m p) per row to
 * predict. The state holds 8 m^2 bytes.
 * @source Rasmussen & Williams (2006), "Gaussian Processes for Machine Learning", MIT Press, algorithm 2.1.
 */
export const gaussianProcess: Estimator<typeof params, GaussianProcessState> = {
  name: 'gaussian-process',
  title: 'Gaussian process',
  params,
  traits: {
    regression: true,
    classification: false,
    features: 'dense',
    rowOrderInvariant: false,
    ignoresFeatures: false,
    maxRows: 2000,
  },
  source: 'Rasmussen & Williams (2006), Gaussian Processes for Machine Learning, algorithm 2.1.',
  fit(x, y, { lengths: form, maxRows, nRestarts, maxIterations }, context) {
    assertFitInputs(gaussianProcess, x, y, context);
    const values = numbersOf('gaussian-process', y);
    const order = shuffledIndices(x.nRows, context.random).subarray(0, maxRows);
    const sample = takeMatrixRows(x, order);
    const targets = Float64Array.from(order, (row) => values[row]);
    const { targetMean, targetDeviation, scaled } = standardized(targets);
    const learned = learnHyperparameters(sample, scaled, {
      perColumn: form === 'per-column',
      nRestarts,
      maxIterations,
      random: context.random,
    });
    const { signal, noise, lengths } = learned;
    const rows = inLengths(sample, lengths);
    const { factor, pulls } = posteriorOf(rows, scaled, learned);
    return {
      nColumns: x.nColumns,
      targetMean,
      targetDeviation,
      signal,
      noise,
      lengths,
      rows: rows.values,
      pulls,
      factor,
    };
  },
  predict(state, x) {
    checkProcess('gaussian-process', state);
    const { nColumns, targetMean, targetDeviation, pulls, lengths } = state;
    assertColumns('gaussian-process', nColumns, x);
    const scaled = inLengths(x, lengths);
    const predicted = new Float64Array(x.nRows);
    for (let i = 0; i < x.nRows; i++) {
      const near = covariancesWith(state, scaled, i);
      let sum = 0;
      for (let r = 0; r < near.length; r++) sum += near[r] * pulls[r];
      predicted[i] = targetMean + targetDeviation * sum;
    }
    return predicted;
  },
};

/**
 * Variance of the answers of a Gaussian process: how far new targets lie from them, noise included.
 *
 * @shape x: m x p; the result has m values, in the square of the target's unit.
 * @throws SHAPE_MISMATCH when x has another number of columns than the fit saw.
 * @cost O(n^2 + n p) per row.
 * @source Rasmussen & Williams (2006), equation 2.24.
 */
export function gaussianProcessVariances(state: GaussianProcessState, x: Matrix): Float64Array {
  checkProcess('gaussian-process', state);
  const { nColumns, targetDeviation, signal, noise, lengths, factor } = state;
  assertColumns('gaussian-process', nColumns, x);
  const scaled = inLengths(x, lengths);
  return Float64Array.from({ length: x.nRows }, (_, i) => {
    const known = covariancesWith(state, scaled, i);
    solveLower(factor, known);
    const explained = known.reduce((sum, each) => sum + each * each, 0);
    return targetDeviation * targetDeviation * (Math.max(0, signal - explained) + noise);
  });
}

/** Covariance of the function at a row with the function at each row of the fit. */
function covariancesWith(state: GaussianProcessState, scaled: Matrix, i: number): Float64Array {
  const { nColumns, rows, pulls, signal } = state;
  const learned: Matrix = { nRows: pulls.length, nColumns, values: rows };
  const near = new Float64Array(pulls.length);
  for (let r = 0; r < near.length; r++)
    near[r] = signal * exp(-squaredDistance(scaled, i, learned, r) / 2);
  return near;
}

function standardized(targets: Float64Array) {
  const { means, deviations } = columnSpread({
    nRows: targets.length,
    nColumns: 1,
    values: targets,
  });
  const targetDeviation = deviations[0] || 1;
  const scaled = targets.map((value) => (value - means[0]) / targetDeviation);
  return { targetMean: means[0], targetDeviation, scaled };
}

function posteriorOf(
  rows: Matrix,
  y: Float64Array,
  { signal, noise }: { readonly signal: number; readonly noise: number },
) {
  const n = rows.nRows;
  const noisy = covariances(rows, signal);
  for (let i = 0; i < n; i++) noisy[i * n + i] += noise;
  const factor = factorize(noisy, n);
  invariant(factor, 'a covariance with noise is positive definite');
  const pulls = y.slice();
  solveLower(factor, pulls);
  solveUpper(factor, pulls);
  return { factor, pulls };
}
