import type { Column } from '../table/index.ts';
import type { Binning } from './binning.ts';
import type { ColumnWindow } from './column-window.ts';
import { openColumnCounter } from './open-column-counter.ts';

/**
 * The window of a column.
 *
 * @param weights What each row stands for, above 0. Length n. Default 1 each.
 * @throws ARGUMENT_INVALID where the column is of another kind than the binning; SHAPE_MISMATCH where there are not n weights.
 * @cost O(n log bins)
 */
export function countColumn(
  binning: Binning,
  column: Column,
  weights?: Float64Array,
): ColumnWindow {
  const counter = openColumnCounter(binning);
  counter.add(column, weights);
  return counter.window;
}
