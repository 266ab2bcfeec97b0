import type { Target } from '@kaizenml/ml/models';
import { encodeTarget } from '@kaizenml/ml/search';
import { getColumn, selectColumns, type Table, takeColumnRows, takeRows } from '@kaizenml/ml/table';
import { groupCodes, weightsOf } from './row-roles.ts';
import type { Validated } from './validate.ts';

/** The rows and columns that models learn from. */
export interface ModelingTable {
  readonly features: Table;
  readonly target: Target;
  readonly nRows: number;
}

/** Rows that have a target, columns that may be used, and the target as estimators take it, with what is said of its rows. */
export function modelingTable(table: Table, validated: Validated): ModelingTable {
  const column = takeColumnRows(getColumn(table, validated.target), validated.rows);
  return {
    features: takeRows(selectColumns(table, validated.features), validated.rows),
    target: withRoles(encodeTarget(column, validated.task, validated.classes), table, validated),
    nRows: validated.rows.length,
  };
}

function withRoles(
  target: Target,
  table: Table,
  { rows, weights, group, quantiles }: Validated,
): Target {
  const weighted = weights === undefined ? {} : { weights: weightsOf(table, weights, rows) };
  if (target.kind === 'classification') return { ...target, ...weighted };
  const groups =
    group === undefined
      ? {}
      : { groups: groupCodes(takeColumnRows(getColumn(table, group), rows)) };
  return { ...target, ...weighted, ...groups, ...(quantiles && { quantiles }) };
}
