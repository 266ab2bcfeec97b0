import type { ValueRuns } from './value-runs.ts';

/**
 * Cuts between the bins of a column of numbers: bin b holds the values v with cuts[b - 1] < v <= cuts[b].
 *
 * Each distinct value has a bin of its own while there are at most `maxBins`, so that splits are exact.
 * Of other columns, a value as frequent as a whole bin has its own while bins last, and the others are cut at
 * about equal counts. A cut lies midway between two neighboring values.
 *
 * @param runs The column's values.
 * @param maxBins At least 2.
 * @param nBinsOfMany Bins of a column of more distinct values than `maxBins`. Default maxBins.
 * @returns At most maxBins - 1 cuts, increasing.
 * @cost O(distinct values).
 */
export function chooseCuts(
  { values, ends }: ValueRuns,
  maxBins: number,
  nBinsOfMany: number = maxBins,
): Float64Array {
  const n = ends.at(-1) ?? 0;
  const sizeOf = (k: number) => ends[k] - (k > 0 ? ends[k - 1] : 0);
  const isExact = ends.length <= maxBins;
  const most = isExact ? maxBins : nBinsOfMany;
  const isFrequent = (k: number) => isExact || sizeOf(k) >= n / most;
  // What the values share that are not frequent.
  let nRows = n;
  let nBins = most;
  for (let k = 0; k < ends.length; k++) {
    if (!isFrequent(k)) continue;
    nRows -= sizeOf(k);
    nBins--;
  }
  const cuts: number[] = [];
  let inBin = 0;
  for (let k = 0; k + 1 < ends.length && cuts.length < most - 1; k++) {
    inBin += sizeOf(k);
    const isFull = inBin >= nRows / nBins || (nBins > 1 && isFrequent(k + 1));
    if (!isFull && !isFrequent(k)) continue;
    cuts.push(midway(values[k], values[k + 1]));
    nRows -= isFrequent(k) ? inBin - sizeOf(k) : inBin;
    if (!isFrequent(k)) nBins--;
    inBin = 0;
  }
  return Float64Array.from(cuts);
}

/** A number c with a <= c < b, the middle where there is one. */
function midway(a: number, b: number): number {
  const middle = a / 2 + b / 2;
  return middle >= a && middle < b ? middle : a;
}
