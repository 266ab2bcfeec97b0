import { takeMatrixRows } from '../math/index.ts';
import type { MixedRows } from './mixed-rows.ts';

/**
 * The `k` other rows that are nearest to each asked row, nearest first; of equally near ones the earlier.
 *
 * Exact, with categories or without. Rows are put in the order of the column with the most different numbers; each
 * search walks from its row to both sides until that column alone is farther than the k-th neighbor.
 *
 * @param asked Places of rows, each below n.
 * @param k Below n.
 * @shape result: asked x k
 * @cost O(n (p + q)) per asked row at worst, far less where that column tells rows apart.
 */
export function nearestMixed(rows: MixedRows, asked: Int32Array, k: number): Int32Array {
  const { nRows: n } = rows.numbers;
  const { order, placeOf, along, sorted } = sortedRows(rows);
  const found = new Int32Array(asked.length * k);
  const distances = new Float64Array(k);
  asked.forEach((row, at) => {
    const nearest = found.subarray(at * k, (at + 1) * k).fill(n);
    distances.fill(Number.POSITIVE_INFINITY);
    const place = placeOf[row];
    let below = place - 1;
    let above = place + 1;
    while (below >= 0 || above < n) {
      const gapBelow = below < 0 ? Number.POSITIVE_INFINITY : along[place] - along[below];
      const gapAbove = above >= n ? Number.POSITIVE_INFINITY : along[above] - along[place];
      const gap = gapBelow <= gapAbove ? gapBelow : gapAbove;
      const limit = distances[k - 1];
      if (gap * gap > limit) break;
      const other = gapBelow <= gapAbove ? below-- : above++;
      const distance = squaredDistance(sorted, place, other, limit);
      if (distance <= limit) insert(order[other], distance, { nearest, distances });
    }
  });
  return found;
}

/** Rows that lie in memory as a walk meets them. */
interface SortedRows {
  /** The row at each place. */
  readonly order: Int32Array;
  readonly placeOf: Int32Array;
  /** The column that decides on the order, in this order. */
  readonly along: Float64Array;
  readonly sorted: MixedRows;
}

function sortedRows({ numbers, codes, nCodes: q, mismatch }: MixedRows): SortedRows {
  const { nRows: n, nColumns: p, values } = numbers;
  const axis = sharpestColumn(numbers);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  order.sort((a, b) => values[a * p + axis] - values[b * p + axis] || a - b);
  const placeOf = new Int32Array(n);
  const sortedCodes = new Int32Array(codes.length);
  order.forEach((row, place) => {
    placeOf[row] = place;
    sortedCodes.set(codes.subarray(row * q, (row + 1) * q), place * q);
  });
  return {
    order,
    placeOf,
    along: Float64Array.from(order, (row) => values[row * p + axis]),
    sorted: { numbers: takeMatrixRows(numbers, order), codes: sortedCodes, nCodes: q, mismatch },
  };
}

/** The squared distance of two rows; once it is beyond the limit, any number that is. */
function squaredDistance(
  { numbers: { nColumns: p, values }, codes, nCodes: q, mismatch }: MixedRows,
  a: number,
  b: number,
  limit: number,
): number {
  let sum = 0;
  for (let i = a * p, j = b * p, end = i + p; i < end && sum <= limit; i++, j++) {
    const apart = values[i] - values[j];
    sum += apart * apart;
  }
  for (let i = a * q, j = b * q, end = i + q; i < end && sum <= limit; i++, j++)
    if (codes[i] !== codes[j]) sum += mismatch;
  return sum;
}

/** Puts a row to its place among the nearest; the farthest falls out. */
function insert(
  row: number,
  distance: number,
  { nearest, distances }: { readonly nearest: Int32Array; readonly distances: Float64Array },
): void {
  const isBefore = (i: number): boolean =>
    distance < distances[i] || (distance === distances[i] && row < nearest[i]);
  let at = nearest.length - 1;
  if (!isBefore(at)) return;
  for (; at > 0 && isBefore(at - 1); at--) {
    distances[at] = distances[at - 1];
    nearest[at] = nearest[at - 1];
  }
  distances[at] = distance;
  nearest[at] = row;
}

/** The column with the most different numbers; the first of several. */
function sharpestColumn({ nRows, nColumns, values }: MixedRows['numbers']): number {
  let axis = 0;
  let most = 0;
  for (let j = 0; j < nColumns; j++) {
    const seen = new Set<number>();
    for (let i = 0; i < nRows; i++) seen.add(values[i * nColumns + j]);
    if (seen.size > most) [axis, most] = [j, seen.size];
  }
  return axis;
}
