import { type Column, columnLength, takeColumnRows } from '../table/index.ts';
import type { ColumnBaseline, ColumnRole } from './baseline.ts';
import { chooseBinning } from './choose-binning.ts';
import { countColumn } from './count-column.ts';

/** Rows that bins are chosen by, at most: a bin then holds its hundredth of all rows to within a fifth of it. */
const MOST_BINNING_ROWS = 10_000;

/**
 * A column of a baseline: bins chosen by its rows, and all of its rows counted.
 *
 * Of many rows, bins are chosen by every k-th; levels by all.
 *
 * @param weights What each row stands for. Length n. Default 1 each.
 * @throws SHAPE_MISMATCH where there are not n weights.
 * @cost O(n), and sorting 10 000 numbers.
 */
export function baselineColumn(
  role: ColumnRole,
  column: Column,
  weights?: Float64Array,
): ColumnBaseline {
  const binning = chooseBinning(binningRows(column));
  return { role, binning, window: countColumn(binning, column, weights) };
}

/** Levels cost nothing to count, and a rare one must not be new later. */
function binningRows(column: Column): Column {
  const n = columnLength(column);
  if (n <= MOST_BINNING_ROWS || column.kind === 'category' || column.kind === 'boolean')
    return column;
  const every = n / MOST_BINNING_ROWS;
  return takeColumnRows(
    column,
    Int32Array.from({ length: MOST_BINNING_ROWS }, (_, i) => Math.floor(i * every)),
  );
}
