import type { Task } from '@kaizenml/contracts';
import type { Target } from '../models/estimator.ts';
import { type Column, cell, isNumeric } from '../table/index.ts';

const TRUTHY = new Set(['1', 'true', 'yes', 'y', 't', 'positive', 'pos']);

/**
 * The classes of a column in the order of the probabilities.
 *
 * Numbers in rising order, text in code-point order; of two classes the positive one is second: the one
 * that says yes (`1`, `true`, `yes` …), else the rarer one.
 *
 * @param column A column without missing values.
 */
export function classesOf(column: Column): string[] {
  const counts = new Map<string, number>();
  const n = isNumeric(column) ? column.values.length : column.codes.length;
  for (let i = 0; i < n; i++) {
    const label = String(cell(column, i));
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const byName = [...counts.keys()].sort((a, b) =>
    isNumeric(column) ? Number(a) - Number(b) : a < b ? -1 : 1,
  );
  if (byName.length !== 2) return byName;
  const [first, second] = byName;
  if (TRUTHY.has(second.toLowerCase())) return byName;
  if (TRUTHY.has(first.toLowerCase())) return [second, first];
  return (counts.get(first) ?? 0) < (counts.get(second) ?? 0) ? [second, first] : byName;
}

/**
 * A target column as an estimator learns it.
 *
 * @param column A column without missing values; numeric for `regression`.
 * @param classes Order of the classes; a label outside it becomes code -1. Not for `regression`.
 */
export function encodeTarget(column: Column, task: Task, classes: readonly string[]): Target {
  if (task === 'regression' && isNumeric(column))
    return { kind: 'regression', values: column.values };
  const codeOf = new Map(classes.map((label, code) => [label, code]));
  const n = isNumeric(column) ? column.values.length : column.codes.length;
  const codes = new Int32Array(n);
  for (let i = 0; i < n; i++) codes[i] = codeOf.get(String(cell(column, i))) ?? -1;
  return { kind: 'classification', codes, nClasses: classes.length };
}

/** The rows of a target at the given positions, with what is said of them. */
export function takeTargetRows(y: Target, rows: ArrayLike<number>): Target {
  const weights = y.weights && {
    weights: takeFrom(y.weights, rows, new Float64Array(rows.length)),
  };
  if (y.kind === 'classification')
    return { ...y, codes: takeFrom(y.codes, rows, new Int32Array(rows.length)), ...weights };
  return {
    ...y,
    values: takeFrom(y.values, rows, new Float64Array(rows.length)),
    ...weights,
    ...(y.groups && { groups: takeFrom(y.groups, rows, new Int32Array(rows.length)) }),
  };
}

function takeFrom<Values extends Float64Array | Int32Array>(
  values: Values,
  rows: ArrayLike<number>,
  taken: Values,
): Values {
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]];
  return taken;
}
