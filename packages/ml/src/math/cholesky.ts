/**
 * Solves A w = b for a symmetric positive definite A by Cholesky's factorization.
 *
 * A pivot below 1e-12 of its diagonal entry means that A is singular to working precision.
 *
 * @param matrix A, p x p row-major; only the lower triangle is read. Left untouched.
 * @param rightSide b, length p. Left untouched.
 * @returns w, or undefined when A is not positive definite to working precision.
 * @cost O(p^3 / 3) time, O(p^2) memory.
 * @source Golub & Van Loan (2013), "Matrix Computations", 4th ed., section 4.2.
 */
export function solvePositiveDefinite(
  matrix: Float64Array,
  rightSide: Float64Array,
): Float64Array | undefined {
  const p = rightSide.length;
  const factor = matrix.slice();
  for (let i = 0; i < p; i++) {
    const row = i * p;
    for (let j = 0; j <= i; j++) {
      const other = j * p;
      let sum = factor[row + j];
      for (let k = 0; k < j; k++) sum -= factor[row + k] * factor[other + k];
      if (j < i) {
        factor[row + j] = sum / factor[other + j];
      } else {
        if (!(sum > 1e-12 * matrix[row + i])) return undefined;
        factor[row + i] = Math.sqrt(sum);
      }
    }
  }
  const w = rightSide.slice();
  for (let i = 0; i < p; i++) {
    for (let k = 0; k < i; k++) w[i] -= factor[i * p + k] * w[k];
    w[i] /= factor[i * p + i];
  }
  for (let i = p - 1; i >= 0; i--) {
    for (let k = i + 1; k < p; k++) w[i] -= factor[k * p + i] * w[k];
    w[i] /= factor[i * p + i];
  }
  return w;
}
