import type { MixedRows } from './mixed-rows.ts';

/**
 * The `k` other rows that are nearest to each asked row, nearest first; of equally near ones the earlier.
 *
 * Exact. Rows are put in the order of the column with the most different numbers, and each search walks from its row to
 * both sides until that column alone is farther than the k-th neighbor.
 *
 * @param asked Places of rows, each below n.
 * @param k Below n.
 * @shape result: asked x k
 * @cost O(n (p + q)) per asked row at worst, far less where that column tells rows apart.
 */
export function nearestInClass(rows: MixedRows, asked: Int32Array, k: number): Int32Array {
  const { nRows: n, nColumns: p, values } = rows.numbers;
  const axis = sharpestColumn(rows.numbers);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  order.sort((a, b) => values[a * p + axis] - values[b * p + axis] || a - b);
  const placeOf = new Int32Array(n);
  order.forEach((row, place) => {
    placeOf[row] = place;
  });
  const along = Float64Array.from(order, (row) => values[row * p + axis]);
  const found = new Int32Array(asked.length * k);
  const distances = new Float64Array(k);
  asked.forEach((row, at) => {
    const nearest = found.subarray(at * k, (at + 1) * k).fill(n);
    distances.fill(Number.POSITIVE_INFINITY);
    let below = placeOf[row] - 1;
    let above = placeOf[row] + 1;
    while (below >= 0 || above < n) {
      const gapBelow = below < 0 ? Number.POSITIVE_INFINITY : along[placeOf[row]] - along[below];
      const gapAbove = above >= n ? Number.POSITIVE_INFINITY : along[above] - along[placeOf[row]];
      const gap = Math.min(gapBelow, gapAbove);
      if (gap * gap > distances[k - 1]) break;
      const other = order[gapBelow <= gapAbove ? below-- : above++];
      const distance = squaredDistance(rows, [row, other], distances[k - 1]);
      if (distance <= distances[k - 1]) insert(other, distance, { nearest, distances });
    }
  });
  return found;
}

/** The squared distance of two rows, or, beyond the limit, something beyond the limit. */
function squaredDistance(
  { numbers: { nColumns: p, values }, codes, nCodes: q, mismatch }: MixedRows,
  [a, b]: readonly [number, number],
  limit: number,
): number {
  let sum = 0;
  for (let j = 0; j < p; j++) {
    const apart = values[a * p + j] - values[b * p + j];
    sum += apart * apart;
  }
  for (let j = 0; j < q && sum <= limit; j++)
    if (codes[a * q + j] !== codes[b * q + j]) sum += mismatch;
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
