import type { Target } from '@kaizenml/ml/models';
import { encodeTarget } from '@kaizenml/ml/search';
import { getColumn, selectColumns, type Table, takeColumnRows, takeRows } from '@kaizenml/ml/table';
import { groupCodes, weightsOf } from './row-roles.ts';
import type { Validated } from './validate.ts';

/** The rows and columns that models learn from. */
export interface ModelingTable {
  readonly features: Table;
  readonly target: Target;
}

/**
 * Rows that have a target, columns that may be used, and the target as estimators take it, with what is said of its rows.
 *
 * @param part Places of the wanted rows among those. Default: all of them.
 * @cost Copies the wanted rows, and no others: a step that asks for its part only holds that beside the table.
 */
export function modelingTable(
  table: Table,
  validated: Validated,
  part?: Int32Array,
): ModelingTable {
  const rows = part === undefined ? validated.rows : part.map((i) => validated.rows[i] ?? -1);
  return {
    features: takeRows(selectColumns(table, validated.features), rows),
    target: modelingTarget(table, validated, rows),
  };
}

/**
 * The target of the rows that have one; see `modelingTable`.
 *
 * @param rows Rows of the table. Default: all that models may learn from.
 */
export function modelingTarget(table: Table, validated: Validated, rows = validated.rows): Target {
  const column = takeColumnRows(getColumn(table, validated.target), rows);
  const target = encodeTarget(column, validated.task, validated.classes);
  const { weights: name, group, quantiles } = validated;
  const weights = name === undefined ? undefined : weightsOf(table, name, rows);
  if (target.kind === 'classification') return { ...target, ...(weights && { weights }) };
  const groups =
    group === undefined ? undefined : groupCodes(takeColumnRows(getColumn(table, group), rows));
  return {
    ...target,
    ...(weights && { weights }),
    ...(groups && { groups }),
    ...(quantiles && { quantiles }),
  };
}
