import type { ColumnStatistics, DatasetStatistics } from '@kaizenml/contracts';
import { countDuplicateRows, countLevels } from '../../stats/index.ts';
import { type Column, columnLength, isNumeric, type Table } from '../../table/index.ts';
import { countedNumberColumn, countedTextColumn } from './counted-column.ts';
import { countNumbers } from './counted-numbers.ts';

/**
 * Statistics of a table in memory, all exact, duplicate rows too.
 *
 * @cost O(rows log rows) per column of numbers, O(rows + levels log levels) of the others.
 */
export function tableStatistics(table: Table): DatasetStatistics {
  return {
    nRows: table.nRows,
    nDuplicateRows: countDuplicateRows(table),
    columns: table.columns.map(columnStatistics),
  };
}

/** Statistics of a column in memory, all exact. */
export function columnStatistics(column: Column): ColumnStatistics {
  const { name } = column;
  const nRows = columnLength(column);
  if (isNumeric(column))
    return countedNumberColumn({ name, kind: column.kind, nRows }, countNumbers(column.values));
  const { kind, codes, levels } = column;
  return countedTextColumn({ name, kind, nRows }, levels, countLevels(codes, levels.length));
}
