import type { Matrix } from '../../math/index.ts';

/** Center and covariance of some rows. */
export interface Scatter {
  /** Length p. */
  readonly center: Float64Array;
  /** Divided by the number of rows less `ddof`. p x p. */
  readonly covariance: Float64Array;
}

/**
 * Mean and covariance of some rows of a matrix.
 *
 * @param rows Row numbers, at least 1 + ddof.
 * @param ddof 0: divided by the number of rows; 1: by one less.
 * @cost O(rows p^2)
 */
export function subsetMoments(x: Matrix, rows: Int32Array, ddof: 0 | 1 = 0): Scatter {
  const { nColumns: p, values } = x;
  const center = new Float64Array(p);
  for (let i = 0; i < rows.length; i++)
    for (let j = 0, at = rows[i] * p; j < p; j++) center[j] += values[at++];
  for (let j = 0; j < p; j++) center[j] /= rows.length;
  const covariance = new Float64Array(p * p);
  const apart = new Float64Array(p);
  for (let i = 0; i < rows.length; i++) {
    for (let j = 0, at = rows[i] * p; j < p; j++) apart[j] = values[at++] - center[j];
    for (let j = 0; j < p; j++) {
      const own = apart[j];
      for (let k = 0, at = j * p; k <= j; k++) covariance[at++] += own * apart[k];
    }
  }
  const divisor = rows.length - ddof;
  for (let j = 0; j < p; j++)
    for (let k = 0; k <= j; k++) {
      covariance[j * p + k] /= divisor;
      covariance[k * p + j] = covariance[j * p + k];
    }
  return { center, covariance };
}
