import type { Matrix } from '../../math/index.ts';

/**
 * Squared Mahalanobis distances (x - center)' A^-1 (x - center), by the Cholesky factor L of A: |L^-1 (x - center)|^2.
 *
 * @shape x: n x p, lower: p x p; the result is n.
 * @cost O(n p^2 / 2)
 */
export function squaredMahalanobis(
  { nRows, nColumns: p, values }: Matrix,
  center: Float64Array,
  lower: Float64Array,
): Float64Array {
  const squares = new Float64Array(nRows);
  const solved = new Float64Array(p);
  for (let i = 0, from = 0; i < nRows; i++, from += p) {
    let square = 0;
    for (let j = 0; j < p; j++) {
      let sum = values[from + j] - center[j];
      for (let k = 0, at = j * p; k < j; k++) sum -= lower[at++] * solved[k];
      const own = sum / lower[j * p + j];
      solved[j] = own;
      square += own * own;
    }
    squares[i] = square;
  }
  return squares;
}

/** The inverse of A from its Cholesky factor. p x p. @cost O(p^3) */
export function inverseOf(lower: Float64Array, p: number): Float64Array {
  const inverse = new Float64Array(p * p);
  const column = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    column.fill(0);
    column[j] = 1;
    for (let i = j; i < p; i++) {
      for (let k = j; k < i; k++) column[i] -= lower[i * p + k] * column[k];
      column[i] /= lower[i * p + i];
    }
    for (let i = p - 1; i >= 0; i--) {
      for (let k = i + 1; k < p; k++) column[i] -= lower[k * p + i] * column[k];
      column[i] /= lower[i * p + i];
    }
    for (let i = 0; i < p; i++) inverse[i * p + j] = column[i];
  }
  return inverse;
}
