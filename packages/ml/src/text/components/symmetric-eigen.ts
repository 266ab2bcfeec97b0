/** Eigenvalues, largest first, and their vectors. */
export interface Eigen {
  readonly values: Float64Array;
  /** Vector of value c in column c. @shape n x n, row-major */
  readonly vectors: Float64Array;
}

const MOST_SWEEPS = 60;

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric matrix by cyclic Jacobi rotations: small and exact.
 *
 * @param matrix n x n, row-major; only read.
 * @cost O(n^3) per sweep, about 8 sweeps.
 * @source Golub & Van Loan (2013), "Matrix Computations", 4th ed., section 8.5.
 */
export function symmetricEigen(matrix: Float64Array, n: number): Eigen {
  const a = matrix.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let nRotations = 0;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) if (rotate(a, v, n, p, q)) nRotations++;
    if (nRotations === 0) break;
  }
  const order = Int32Array.from({ length: n }, (_, c) => c).sort(
    (c, d) => a[d * n + d] - a[c * n + c] || c - d,
  );
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let c = 0; c < n; c++) vectors[i * n + c] = v[i * n + order[c]];
  return { values: Float64Array.from(order, (c) => a[c * n + c]), vectors };
}

/** Turns rows and columns p and q so that their entry vanishes; false where it is nothing next to the diagonal. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): boolean {
  const [pp, qq, pq] = [a[p * n + p], a[q * n + q], a[p * n + q]];
  if (Math.abs(pq) <= 2 ** -54 * Math.sqrt(Math.abs(pp * qq))) return false;
  const theta = (qq - pp) / (2 * pq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(1 + theta * theta));
  if (t === 0) return false;
  const cos = 1 / Math.sqrt(1 + t * t);
  const sin = t * cos;
  for (let i = 0; i < n; i++) {
    const [ip, iq] = [a[i * n + p], a[i * n + q]];
    a[i * n + p] = cos * ip - sin * iq;
    a[i * n + q] = sin * ip + cos * iq;
  }
  for (let j = 0; j < n; j++) {
    const [pj, qj] = [a[p * n + j], a[q * n + j]];
    a[p * n + j] = cos * pj - sin * qj;
    a[q * n + j] = sin * pj + cos * qj;
    const [vp, vq] = [v[j * n + p], v[j * n + q]];
    v[j * n + p] = cos * vp - sin * vq;
    v[j * n + q] = sin * vp + cos * vq;
  }
  a[p * n + q] = 0;
  a[q * n + p] = 0;
  return true;
}
