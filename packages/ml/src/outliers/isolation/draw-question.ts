import type { Matrix, Random } from '../../math/index.ts';

/** Rows whose value in the column is at most the threshold go left. */
export interface Question {
  readonly column: number;
  readonly threshold: number;
}

/**
 * Draws a column among those that differ in these rows, and a threshold evenly between its least and largest
 * value there, so that both sides get a row.
 *
 * @returns undefined when the rows are all alike.
 * @cost O(rows) per column looked at: one, unless columns are constant here.
 */
export function drawQuestion(
  { values, nColumns: p }: Matrix,
  rows: Int32Array,
  random: Random,
): Question | undefined {
  // A random order of the columns, drawn one by one as they are needed.
  const moved = new Map<number, number>();
  for (let tried = 0; tried < p; tried++) {
    const drawn = tried + random.below(p - tried);
    const column = moved.get(drawn) ?? drawn;
    moved.set(drawn, moved.get(tried) ?? tried);
    let least = Number.POSITIVE_INFINITY;
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < rows.length; i++) {
      const value = values[rows[i] * p + column];
      if (value < least) least = value;
      if (value > largest) largest = value;
    }
    if (!(least < largest)) continue;
    const share = random.next();
    const threshold = least * (1 - share) + largest * share;
    return { column, threshold: threshold >= least && threshold < largest ? threshold : least };
  }
  return undefined;
}
