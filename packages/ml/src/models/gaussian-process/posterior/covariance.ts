import { exp, type Matrix } from '../../../math/index.ts';

/** What the covariance of two rows depends on; variances in units of the target's own variance. */
export interface Hyperparameters {
  /** Variance of the function. */
  readonly signal: number;
  /** Variance of what is around it. */
  readonly noise: number;
  /** Distance along each column over which the function changes. Length p. */
  readonly lengths: Float64Array;
}

/** Rows measured in length scales. @shape x: n x p; the result is n x p */
export function inLengths({ nRows, nColumns: p, values }: Matrix, lengths: Float64Array): Matrix {
  return { nRows, nColumns: p, values: values.map((value, at) => value / lengths[at % p]) };
}

/** Squared distance of row i of a and row j of b. */
export function squaredDistance(a: Matrix, i: number, b: Matrix, j: number): number {
  const p = a.nColumns;
  let sum = 0;
  for (let c = 0; c < p; c++) {
    const apart = a.values[i * p + c] - b.values[j * p + c];
    sum += apart * apart;
  }
  return sum;
}

/**
 * Covariance of the function at rows: signal exp(-squared distance / 2), without noise.
 *
 * @param scaled Rows in length scales, n x p.
 * @returns n x n row-major, of which the lower triangle is written.
 * @cost O(n^2 p)
 */
export function covariances(scaled: Matrix, signal: number): Float64Array {
  const n = scaled.nRows;
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++)
      lower[i * n + j] = signal * exp(-squaredDistance(scaled, i, scaled, j) / 2);
    lower[i * n + i] = signal;
  }
  return lower;
}
