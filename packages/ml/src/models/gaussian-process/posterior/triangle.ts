/**
 * Cholesky's factor L of a symmetric positive definite matrix, A = L L', in place.
 *
 * @param a A, n x n row-major, of which the lower triangle is read and becomes L; the rest stays.
 * @returns False when A is not positive definite to working precision.
 * @cost O(n^3 / 3) time.
 * @source Golub & Van Loan (2013), "Matrix Computations", 4th ed., section 4.2.
 */
export function factorize(a: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++)
      a[i * n + j] = (a[i * n + j] - dotAt(a, i * n, a, j * n, j)) / a[j * n + j];
    const pivot = a[i * n + i] - dotAt(a, i * n, a, i * n, i);
    if (!(pivot > 0)) return false;
    a[i * n + i] = Math.sqrt(pivot);
  }
  return true;
}

/** Solves L z = b in place. @shape lower: n x n row-major, of which the lower triangle is read; b: n */
export function solveLower(lower: Float64Array, b: Float64Array): void {
  const n = b.length;
  for (let i = 0; i < n; i++) b[i] = (b[i] - dotAt(lower, i * n, b, 0, i)) / lower[i * n + i];
}

/** Solves L' z = b in place. @shape lower: n x n row-major, of which the lower triangle is read; b: n */
export function solveUpper(lower: Float64Array, b: Float64Array): void {
  const n = b.length;
  for (let i = n - 1; i >= 0; i--) {
    b[i] /= lower[i * n + i];
    for (let j = 0; j < i; j++) b[j] -= lower[i * n + j] * b[i];
  }
}

/**
 * The lower triangle of the inverse of A = L L'.
 *
 * Row i of U holds column i of the inverse of L, so that every product is of two rows.
 *
 * @returns n x n row-major; above the diagonal are zeros.
 * @cost O(2 n^3 / 3) time.
 */
export function inverseOf(lower: Float64Array, n: number): Float64Array {
  const u = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    u[i * n + i] = 1 / lower[i * n + i];
    for (let k = i + 1; k < n; k++)
      u[i * n + k] = -dotAt(lower, k * n + i, u, i * n + i, k - i) / lower[k * n + k];
  }
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) inverse[i * n + j] = dotAt(u, i * n + i, u, j * n + i, n - i);
  }
  return inverse;
}

/** Sum of a[i] * b[i] over n places from two starts: four running sums, so that no addition waits for the last. */
function dotAt(
  a: Float64Array,
  startA: number,
  b: Float64Array,
  startB: number,
  n: number,
): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    s0 += a[startA + i] * b[startB + i];
    s1 += a[startA + i + 1] * b[startB + i + 1];
    s2 += a[startA + i + 2] * b[startB + i + 2];
    s3 += a[startA + i + 3] * b[startB + i + 3];
  }
  for (; i < n; i++) s0 += a[startA + i] * b[startB + i];
  return s0 + s1 + (s2 + s3);
}
