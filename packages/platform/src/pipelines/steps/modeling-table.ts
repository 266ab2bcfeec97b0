import type { Target } from '@kaizenml/ml/models';
import { encodeTarget } from '@kaizenml/ml/search';
import { getColumn, selectColumns, type Table, takeColumnRows, takeRows } from '@kaizenml/ml/table';
import type { Validated } from './validate.ts';

/** The rows and columns that models learn from. */
export interface ModelingTable {
  readonly features: Table;
  readonly target: Target;
  readonly nRows: number;
}

/** Rows that have a target, columns that may be used, and the target as estimators take it. */
export function modelingTable(table: Table, validated: Validated): ModelingTable {
  const column = takeColumnRows(getColumn(table, validated.target), validated.rows);
  return {
    features: takeRows(selectColumns(table, validated.features), validated.rows),
    target: encodeTarget(column, validated.task, validated.classes),
    nRows: validated.rows.length,
  };
}
