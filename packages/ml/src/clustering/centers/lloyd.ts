import type { Matrix } from '../../math/index.ts';
import type { LaidRows } from './laid-rows.ts';

export interface LloydOptions {
  readonly maxIterations: number;
  /** Largest sum of squared moves of the centers that counts as none. 0: until no row changes its center. */
  readonly tolerance: number;
}

export interface LloydResult {
  /** @shape k x p */
  readonly centers: Float64Array;
  /** Sum of the squared distances of the rows to their centers. */
  readonly inertia: number;
  readonly nIterations: number;
}

/**
 * Lloyd's iterations from given centers: rows go to the nearest center, centers to the mean of their rows, until
 * nothing changes. The rows are left with codes and distances of the returned centers.
 *
 * A center that lost all rows moves to the row that is farthest from its own, so the sum of squares never rises.
 *
 * @shape x: n x p, start: k x p
 * @cost O(n p k) per iteration
 * @source Lloyd (1982), "Least Squares Quantization in PCM", IEEE Transactions on Information Theory 28, 129-137.
 */
export function lloyd(
  rows: LaidRows,
  x: Matrix,
  start: Float64Array,
  { maxIterations, tolerance }: LloydOptions,
): LloydResult {
  let centers = start;
  let nIterations = 0;
  rows.assign(centers);
  while (nIterations < maxIterations) {
    nIterations++;
    const next = meansOf(rows, x, centers);
    const moved = squaredMove(centers, next);
    centers = next;
    const nChanged = rows.assign(centers);
    if (nChanged === 0 || moved <= tolerance) break;
  }
  return { centers, inertia: sumOf(rows.squares()), nIterations };
}

function meansOf(rows: LaidRows, x: Matrix, centers: Float64Array): Float64Array {
  const p = rows.nColumns;
  const k = centers.length / p;
  const { sums, counts } = rows.sum(k);
  if (counts.includes(0)) refillEmpty(rows, x, { sums, counts });
  return sums.map((sum, at) => {
    const count = counts[Math.floor(at / p)];
    return count === 0 ? centers[at] : sum / count;
  });
}

/** Gives each center without a row the row that is farthest from its own, taken from a center that keeps others. */
function refillEmpty(
  rows: LaidRows,
  { values, nColumns: p }: Matrix,
  { sums, counts }: { readonly sums: Float64Array; readonly counts: Float64Array },
): void {
  const codes = rows.codes();
  const squares = rows.squares().slice();
  for (let empty = counts.indexOf(0); empty >= 0; empty = counts.indexOf(0, empty + 1)) {
    let row = -1;
    for (let i = 0; i < rows.nRows; i++)
      if (squares[i] > 0 && counts[codes[i]] > 1 && (row < 0 || squares[i] > squares[row])) row = i;
    if (row < 0) return;
    const from = codes[row];
    counts[from]--;
    counts[empty] = 1;
    squares[row] = 0;
    for (let j = 0; j < p; j++) {
      sums[empty * p + j] = values[row * p + j];
      sums[from * p + j] -= values[row * p + j];
    }
  }
}

function squaredMove(before: Float64Array, after: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < before.length; at++) sum += square(after[at] - before[at]);
  return sum;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

function square(value: number): number {
  return value * value;
}
