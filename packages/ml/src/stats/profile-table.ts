import type { Table } from '../table/index.ts';
import { type ColumnProfile, profileColumn } from './column-profile.ts';
import { countDuplicateRows } from './duplicate-rows.ts';

/** What a table holds, column by column. */
export interface TableProfile {
  readonly nRows: number;
  readonly nColumns: number;
  /** Rows that equal an earlier row. */
  readonly nDuplicateRows: number;
  readonly columns: readonly ColumnProfile[];
}

/**
 * What a table holds: kinds, missing values, ranges, quantiles, frequent values, duplicate rows.
 *
 * @cost O(rows log rows) per column; 50 000 rows of 15 columns take a fifth of a second.
 * @source Tukey (1977), "Exploratory Data Analysis".
 */
export function profileTable(table: Table): TableProfile {
  return {
    nRows: table.nRows,
    nColumns: table.columns.length,
    nDuplicateRows: countDuplicateRows(table),
    columns: table.columns.map(profileColumn),
  };
}
