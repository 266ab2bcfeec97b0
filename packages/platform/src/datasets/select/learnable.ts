import type { InputOf, Operations } from '@kaizenml/contracts/operations';
import { checkGuardrails } from '@kaizenml/ml/guardrails';
import { seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import type { Target } from '@kaizenml/ml/models';
import { classesOf, encodeTarget } from '@kaizenml/ml/search';
import { dropColumns, getColumn, type Table, takeColumnRows, takeRows } from '@kaizenml/ml/table';

type Input = InputOf<Operations['datasets']['select']>;

/** Rows and columns that models may learn from, and what they are to learn. */
export interface Learnable {
  readonly task: 'binary' | 'multiclass' | 'regression';
  readonly features: Table;
  readonly target: Target;
}

/**
 * What guardrails leave of a table: without leaks, ids, constant columns, rare classes and rows without a target.
 *
 * @throws COLUMN_UNKNOWN, TARGET_UNUSABLE, TABLE_TOO_SMALL, FEATURES_UNUSABLE
 */
export function learnable(
  whole: Table,
  {
    target,
    task: asked,
    ignore: given,
    rows,
    seed,
  }: Pick<Input, 'target' | 'task' | 'ignore'> & { readonly rows: number; readonly seed: number },
): Learnable {
  const ignore = given?.split(',').map((name) => name.trim()) ?? [];
  for (const name of ignore) getColumn(whole, name);
  const drawn = shuffledIndices(whole.nRows, seededRandom(seed)).slice(0, rows).sort();
  const table = whole.nRows > rows ? takeRows(whole, drawn) : whole;
  const checked = checkGuardrails(table, {
    target,
    ignore,
    random: seededRandom(seed),
    ...(asked && { task: asked }),
  });
  const column = takeColumnRows(getColumn(table, target), checked.rows);
  const classes = checked.task === 'regression' ? [] : classesOf(column);
  const left = dropColumns(table, [...new Set([target, ...ignore, ...checked.dropped])]);
  return {
    task: checked.task,
    features: takeRows(left, checked.rows),
    target: encodeTarget(column, checked.task, classes),
  };
}
