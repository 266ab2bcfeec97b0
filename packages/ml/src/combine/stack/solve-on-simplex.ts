import { solvePositiveDefinite } from '../../math/index.ts';

/** A quadratic model of a function around a point of the simplex. */
export interface QuadraticModel {
  /** s x s, row-major, positive semidefinite. */
  readonly hessian: Float64Array;
  /** Slopes at the point. Length s. */
  readonly slope: Float64Array;
  /** The point: at least 0, together 1. Length s. */
  readonly at: Float64Array;
}

/** Added to the diagonal, as a share of its mean, so that models that agree in all rows have one answer. */
const RIDGE = 1e-10;

/**
 * The x >= 0 with sum 1 that minimizes slope · (x - at) + (x - at)' hessian (x - at) / 2, by an active set: entries at 0
 * are left out, the rest solves linear equations, and an entry comes back when its slope is below that of the rest.
 *
 * @cost O(s^3) per change of the set, about s changes.
 * @source Lawson & Hanson (1974), "Solving Least Squares Problems", chapter 23, with a sum; Nocedal & Wright (2006), 16.5.
 */
export function solveOnSimplex({ hessian, slope, at }: QuadraticModel): Float64Array {
  const size = at.length;
  const matrix = hessian.slice();
  let trace = 0;
  for (let j = 0; j < size; j++) trace += matrix[j * size + j];
  for (let j = 0; j < size; j++) matrix[j * size + j] += trace > 0 ? (RIDGE * trace) / size : 1;
  const linear = Float64Array.from(slope, (each, i) => each - rowTimes(matrix, i, at));
  const x = at.slice();
  const isFree = Uint8Array.from(x, (each) => (each > 0 ? 1 : 0));
  for (let change = 0; change < 50 * size; change++) {
    const free = Array.from(x.keys()).filter((j) => isFree[j] === 1);
    const target = solveFree(matrix, linear, free);
    if (!target) return x;
    const blocked = moveWithin(x, free, target);
    if (blocked !== undefined) {
      isFree[blocked] = 0;
      continue;
    }
    const entering = lowestOutside(matrix, linear, x, isFree);
    if (entering === undefined) return x;
    isFree[entering] = 1;
  }
  return x;
}

function rowTimes(matrix: Float64Array, row: number, x: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < x.length; j++) sum += matrix[row * x.length + j] * x[j];
  return sum;
}

/** The minimum over the free entries when only their sum is held: x = H^-1 (level - c), the level such that they sum to 1. */
function solveFree(
  matrix: Float64Array,
  linear: Float64Array,
  free: readonly number[],
): Float64Array | undefined {
  const n = free.length;
  const size = linear.length;
  const part = new Float64Array(n * n);
  free.forEach((row, i) => {
    free.forEach((column, j) => {
      part[i * n + j] = matrix[row * size + column];
    });
  });
  const ones = solvePositiveDefinite(part, new Float64Array(n).fill(1));
  const pulls = solvePositiveDefinite(
    part,
    Float64Array.from(free, (j) => linear[j]),
  );
  if (!ones || !pulls) return undefined;
  const sum = (values: Float64Array) => values.reduce((total, each) => total + each, 0);
  const level = (1 + sum(pulls)) / sum(ones);
  return ones.map((one, i) => level * one - pulls[i]);
}

/** Moves the free entries to their target or to the first one that becomes 0, which is returned. */
function moveWithin(
  x: Float64Array,
  free: readonly number[],
  target: Float64Array,
): number | undefined {
  let share = 1;
  let blocked: number | undefined;
  free.forEach((j, i) => {
    if (target[i] >= 0) return;
    const reach = x[j] / (x[j] - target[i]);
    if (reach < share || blocked === undefined) {
      share = Math.min(share, reach);
      blocked = j;
    }
  });
  free.forEach((j, i) => {
    x[j] = blocked === undefined ? target[i] : Math.max(0, x[j] + share * (target[i] - x[j]));
  });
  if (blocked !== undefined) x[blocked] = 0;
  return blocked;
}

/** The entry at 0 whose slope is clearly below that of the free ones. */
function lowestOutside(
  matrix: Float64Array,
  linear: Float64Array,
  x: Float64Array,
  isFree: Uint8Array,
): number | undefined {
  const slopes = Float64Array.from(x, (_, j) => linear[j] + rowTimes(matrix, j, x));
  let level = Number.POSITIVE_INFINITY;
  let scale = 0;
  let lowest: number | undefined;
  for (let j = 0; j < x.length; j++) {
    scale = Math.max(scale, Math.abs(slopes[j]));
    if (isFree[j] === 1) level = Math.min(level, slopes[j]);
    else if (lowest === undefined || slopes[j] < slopes[lowest]) lowest = j;
  }
  return lowest !== undefined && slopes[lowest] < level - 1e-13 * scale ? lowest : undefined;
}
