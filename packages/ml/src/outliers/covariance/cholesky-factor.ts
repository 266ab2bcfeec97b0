/**
 * The lower triangle L with L L' = A, or undefined where A is not positive definite to working precision: a pivot
 * below 1e-10 of its diagonal entry.
 *
 * @param matrix A, p x p row-major; only the lower triangle is read. Left untouched.
 * @cost O(p^3 / 3) time, O(p^2) memory.
 * @source Golub & Van Loan (2013), "Matrix Computations", 4th ed., section 4.2.
 */
export function choleskyFactor(matrix: Float64Array, p: number): Float64Array | undefined {
  const factor = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * p + j];
      for (let k = 0; k < j; k++) sum -= factor[i * p + k] * factor[j * p + k];
      if (j < i) factor[i * p + j] = sum / factor[j * p + j];
      else if (sum > 1e-10 * matrix[i * p + i]) factor[i * p + i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return factor;
}
