/**
 * Cuts between the bins of a column of numbers: bin b holds the values v with cuts[b - 1] < v <= cuts[b].
 *
 * Each distinct value has a bin of its own while there are at most `maxBins`, so that splits are exact.
 * Other columns are cut at about equal counts; a value as frequent as a whole bin still has its own.
 * A cut lies midway between two neighboring values.
 *
 * @param sorted The column's values, increasing, without NaN.
 * @param maxBins At least 2.
 * @returns At most maxBins - 1 cuts, increasing.
 * @cost O(n).
 */
export function chooseCuts(sorted: Float64Array, maxBins: number): Float64Array {
  const n = sorted.length;
  const ends = new Int32Array(n);
  let nDistinct = 0;
  for (let i = 0; i < n; i++) {
    if (i + 1 === n || sorted[i] !== sorted[i + 1]) ends[nDistinct++] = i + 1;
  }
  const isExact = nDistinct <= maxBins;
  const cuts: number[] = [];
  let cutAt = 0;
  for (let k = 0; k + 1 < nDistinct && cuts.length < maxBins - 1; k++) {
    const perBin = (n - cutAt) / (maxBins - cuts.length);
    const isNextFrequent = ends[k + 1] - ends[k] >= perBin;
    if (!isExact && !isNextFrequent && ends[k] - cutAt < perBin) continue;
    cuts.push(midway(sorted[ends[k] - 1], sorted[ends[k]]));
    cutAt = ends[k];
  }
  return Float64Array.from(cuts);
}

/** A number c with a <= c < b, the middle where there is one. */
function midway(a: number, b: number): number {
  const middle = a / 2 + b / 2;
  return middle >= a && middle < b ? middle : a;
}
