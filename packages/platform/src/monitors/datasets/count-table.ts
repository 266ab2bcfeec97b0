import { findColumn, type Table, takeColumnRows } from '@kaizenml/ml/table';
import { addWindow, type ColumnBaseline, countColumn } from '@kaizenml/ml/windows';
import { emptyCounts, type WindowCounts } from '../counting/window-counts.ts';
import { holdColumn } from './hold-column.ts';

/**
 * Counts rows of a table on the bins of its reference. A column that the table lacks stays without rows.
 *
 * @param rows Which of them. Default: all.
 * @cost O(rows * columns)
 */
export function countTable(
  columns: readonly ColumnBaseline[],
  table: Table,
  rows?: Int32Array,
): WindowCounts {
  const counts = emptyCounts(columns);
  columns.forEach(({ binning }, i) => {
    const found = findColumn(table, binning.name);
    const into = counts.columns[i];
    if (found === undefined || into === undefined) return;
    const taken = rows === undefined ? found : takeColumnRows(found, rows);
    const { column, nUnreadable } = holdColumn(binning, taken);
    addWindow(into, countColumn(binning, column));
    if (nUnreadable > 0) counts.unreadable[binning.name] = nUnreadable;
  });
  return counts;
}
