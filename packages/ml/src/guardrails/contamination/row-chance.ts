import { sortedPresent } from '../../stats/index.ts';
import { type Column, isNumeric } from '../../table/index.ts';

/** How likely another row has the same cell, by the share of rows that have it. */
export type CellChance = (row: number) => number;

/**
 * For each column, the share of rows whose cell equals that of a row, or lies within a tolerance of it.
 *
 * The product over columns is the chance that an unrelated row is a copy, columns taken as independent. A copy that chance
 * explains (two rows of four common values) is no copy.
 *
 * @param tolerance How far numbers of a column may lie from `x`. Default: they must be equal.
 * @cost O(n log n) per column once, O(log n) per question.
 * @source Fellegi & Sunter (1969), "A Theory for Record Linkage", JASA 64: agreement weights by frequency.
 */
export function cellChances(
  columns: readonly Column[],
  tolerance: (column: number, x: number) => number = () => 0,
): CellChance[] {
  return columns.map((column, j) => {
    if (!isNumeric(column)) {
      const counts = new Float64Array(column.levels.length + 1);
      for (const code of column.codes) counts[code + 1]++;
      return (row) => counts[column.codes[row] + 1] / column.codes.length;
    }
    const { values } = column;
    const sorted = sortedPresent(values);
    const shareMissing = (values.length - sorted.length) / values.length;
    return (row) => {
      const x = values[row];
      if (Number.isNaN(x)) return shareMissing;
      const near = tolerance(j, x);
      const n = firstAbove(sorted, x + near) - firstFrom(sorted, x - near);
      return Math.max(1, n) / values.length;
    };
  });
}

/** Position of the first value that is at least `x`. */
function firstFrom(sorted: Float64Array, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Position of the first value above `x`. */
function firstAbove(sorted: Float64Array, x: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
