import type { EvenBins } from './even-bins.ts';

/** Scores of rows, as a sum of two, and their bins. */
export interface Dealt {
  readonly sum: Float64Array;
  readonly added: Float64Array;
  readonly bins: EvenBins;
}

/** Rows of one side: places `from` to `to` - 1, and what is counted of them per bin. */
export interface Side {
  readonly from: number;
  readonly to: number;
  readonly counts: Int32Array;
}

/** Counts the rows of one side per bin. */
export function dealSide({ sum, added, bins }: Dealt, { from, to, counts }: Side): void {
  const { low, scale, binOfCell } = bins;
  const lastCell = binOfCell.length - 1;
  counts.fill(0);
  for (let i = from; i < to; i++) {
    const cell = ((sum[i] + added[i] - low) * scale) | 0;
    counts[binOfCell[cell < 0 ? 0 : cell > lastCell ? lastCell : cell]]++;
  }
}

/** Writes the scores of one side in rising order to its places: bin by bin, then within each. @cost O(n) where bins hold few rows. */
export function sortSide(dealt: Dealt, side: Side, scores: Float64Array): void {
  dealSide(dealt, side);
  const { sum, added, bins } = dealt;
  const { low, scale, binOfCell } = bins;
  const { from, to, counts } = side;
  const lastCell = binOfCell.length - 1;
  let start = from;
  for (let bin = 0; bin < counts.length; bin++) {
    const here = counts[bin];
    counts[bin] = start;
    start += here;
  }
  for (let i = from; i < to; i++) {
    const score = sum[i] + added[i];
    const cell = ((score - low) * scale) | 0;
    scores[counts[binOfCell[cell < 0 ? 0 : cell > lastCell ? lastCell : cell]]++] = score;
  }
  // Each count has become the end of its bin.
  for (let bin = 0, begin = from; bin < counts.length; begin = counts[bin++])
    if (counts[bin] - begin > 1) sortPart(scores, begin, counts[bin]);
}

const FEW = 24;

/** Sorts a short part of an array in place; by insertion where it is very short. */
function sortPart(values: Float64Array, begin: number, end: number): void {
  if (end - begin > FEW) {
    values.subarray(begin, end).sort();
    return;
  }
  for (let i = begin + 1; i < end; i++) {
    const value = values[i];
    let at = i;
    for (; at > begin && values[at - 1] > value; at--) values[at] = values[at - 1];
    values[at] = value;
  }
}
