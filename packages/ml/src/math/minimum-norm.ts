/** A least squares problem of n equations in p unknowns. */
export interface LeastSquaresProblem {
  readonly nRows: number;
  readonly nColumns: number;
  /** A, column-major: column j starts at j * nRows. */
  readonly columns: Float64Array;
  /** b, length nRows. */
  readonly target: Float64Array;
}

/** The shortest of the best solutions. */
export interface LeastSquaresSolution {
  readonly weights: Float64Array;
  /** Number of independent columns. */
  readonly rank: number;
}

/**
 * The w that minimizes ||A w - b||^2, and among several the one with the least sum of
 * (w_j ||a_j||)^2: least in the units of the columns, so that rescaling a column changes nothing.
 *
 * Columns are scaled to length 1 and factored by Householder reflections with column pivoting; a
 * column whose remainder is below max(n, p) * 2^-52 of the largest counts as dependent. A second
 * factorization of the leading rows, transposed, removes the null space: equal columns share their
 * weight.
 *
 * @returns Finite weights for finite input; a column of zeros has weight 0.
 * @cost O(n p^2) time, O(n p) memory.
 * @source Golub & Van Loan (2013), "Matrix Computations", 4th ed., section 5.5 (complete orthogonal
 * decomposition).
 */
export function solveMinimumNorm(problem: LeastSquaresProblem): LeastSquaresSolution {
  const { nRows: n, nColumns: p } = problem;
  const a = problem.columns.slice();
  const b = problem.target.slice();
  const lengths = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    lengths[j] = norm(a, j * n, n);
    if (lengths[j] > 0) for (let i = j * n; i < (j + 1) * n; i++) a[i] /= lengths[j];
  }
  const { order, diagonal, rank } = factorPivoted(a, b, n, p);
  const z = solveTrapezoid({ a, b, n, p, rank, diagonal });
  const weights = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    if (lengths[order[j]] > 0) weights[order[j]] = z[j] / lengths[order[j]];
  }
  return { weights, rank };
}

function norm(values: Float64Array, start: number, count: number): number {
  let largest = 0;
  for (let i = start; i < start + count; i++) largest = Math.max(largest, Math.abs(values[i]));
  if (largest === 0) return 0;
  let sum = 0;
  for (let i = start; i < start + count; i++) sum += (values[i] / largest) ** 2;
  return largest * Math.sqrt(sum);
}

function factorPivoted(a: Float64Array, b: Float64Array, n: number, p: number) {
  const order = Int32Array.from({ length: p }, (_, j) => j);
  const diagonal = new Float64Array(Math.min(n, p));
  const tolerance = Math.max(n, p) * 2 ** -52;
  let rank = 0;
  for (let k = 0; k < Math.min(n, p); k++) {
    let pivot = k;
    let longest = -1;
    for (let j = k; j < p; j++) {
      const length = norm(a, j * n + k, n - k);
      if (length > longest) {
        longest = length;
        pivot = j;
      }
    }
    if (longest <= tolerance) break;
    swapColumns(a, order, n, k, pivot);
    diagonal[k] = reflect(a, k * n + k, n - k, longest);
    for (let j = k + 1; j < p; j++) applyReflection(a, k * n + k, a, j * n + k, n - k);
    applyReflection(a, k * n + k, b, k, n - k);
    rank++;
  }
  return { order, diagonal, rank };
}

function swapColumns(a: Float64Array, order: Int32Array, n: number, k: number, j: number): void {
  if (k === j) return;
  const held = a.slice(k * n, (k + 1) * n);
  a.copyWithin(k * n, j * n, (j + 1) * n);
  a.set(held, j * n);
  const name = order[k];
  order[k] = order[j];
  order[j] = name;
}

/** Overwrites a column's remainder with its unit Householder vector; returns the new diagonal entry. */
function reflect(a: Float64Array, start: number, count: number, length: number): number {
  const value = a[start] > 0 ? -length : length;
  a[start] -= value;
  const size = norm(a, start, count);
  for (let i = start; i < start + count; i++) a[i] /= size;
  return value;
}

function applyReflection(
  v: Float64Array,
  vStart: number,
  x: Float64Array,
  xStart: number,
  count: number,
): void {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += v[vStart + i] * x[xStart + i];
  sum *= 2;
  for (let i = 0; i < count; i++) x[xStart + i] -= sum * v[vStart + i];
}

interface Trapezoid {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly n: number;
  readonly p: number;
  readonly rank: number;
  readonly diagonal: Float64Array;
}

/** Shortest z with [R11 R12] z = the first `rank` entries of b. */
function solveTrapezoid({ a, b, n, p, rank, diagonal }: Trapezoid): Float64Array {
  const entry = (i: number, j: number): number => (i === j ? diagonal[i] : a[j * n + i]);
  const z = new Float64Array(p);
  if (rank === p) {
    for (let i = p - 1; i >= 0; i--) {
      let sum = b[i];
      for (let j = i + 1; j < p; j++) sum -= entry(i, j) * z[j];
      z[i] = sum / diagonal[i];
    }
    return z;
  }
  const rows = new Float64Array(p * rank);
  for (let i = 0; i < rank; i++) for (let j = i; j < p; j++) rows[i * p + j] = entry(i, j);
  const turned = new Float64Array(rank);
  for (let k = 0; k < rank; k++) {
    turned[k] = reflect(rows, k * p + k, p - k, norm(rows, k * p + k, p - k));
    for (let i = k + 1; i < rank; i++) applyReflection(rows, k * p + k, rows, i * p + k, p - k);
  }
  for (let i = 0; i < rank; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= rows[i * p + k] * z[k];
    z[i] = sum / turned[i];
  }
  for (let k = rank - 1; k >= 0; k--) applyReflection(rows, k * p + k, z, k, p - k);
  return z;
}
