import { AppError, didYouMean, listNames, type Task } from '@kaizenml/contracts';
import { conformTable, type FittedModel } from '@kaizenml/ml/artifact';
import { classesOf } from '@kaizenml/ml/search';
import {
  type Column,
  columnNames,
  findColumn,
  getColumn,
  isMissing,
  isNumeric,
  makeTable,
  type Table,
  takeRows,
} from '@kaizenml/ml/table';
import type { SplitOutput } from './steps/split.ts';
import type { Validated } from './steps/validate.ts';

/** Rows that a model is measured on at most; beyond, rows at even distances are taken. */
const MOST_ROWS = 50_000;

/** Rows that a model is tried on, as the steps of a run take them: all of them are test rows. */
export interface TrialRows {
  readonly table: Table;
  readonly validated: Validated;
  readonly split: SplitOutput;
}

/**
 * The rows of a table that have the target.
 *
 * @throws COLUMN_UNKNOWN without the target, TARGET_UNUSABLE when every row lacks it.
 */
export function rowsWithTarget(table: Table, target: string): Table {
  const column = findColumn(table, target);
  if (column === undefined) {
    const known = columnNames(table);
    throw new AppError('COLUMN_UNKNOWN', {
      message: `The table has no column "${target}".`,
      hint: didYouMean(target, known) ?? `It has ${listNames(known, 20)}.`,
      details: { column: target, known },
    });
  }
  const present = Int32Array.from({ length: table.nRows }, (_, i) => i).filter(
    (i) => !isMissing(column, i),
  );
  if (present.length === 0)
    throw targetUnusable(target, 'hold a value', 'only missing ones', 'Name another column.');
  const every = Math.max(1, present.length / MOST_ROWS);
  const n = Math.min(present.length, MOST_ROWS);
  return takeRows(
    table,
    Int32Array.from({ length: n }, (_, i) => present[Math.floor(i * every)] ?? 0),
  );
}

/**
 * Rows with their target as the steps `evaluate` and `explain` take them.
 *
 * @throws TARGET_UNUSABLE when the target holds other classes, or text instead of numbers; INPUT_SCHEMA_MISMATCH
 */
export function toTrialRows({ signature }: FittedModel, rows: Table): TrialRows {
  const { name: target, task, classes = [] } = signature.output;
  const truth = getColumn(rows, target);
  assertTruth(truth, task, classes);
  const features = conformTable(signature, rows);
  const all = Int32Array.from({ length: rows.nRows }, (_, i) => i);
  return {
    table: makeTable([...features.columns, truth]),
    validated: {
      target,
      task,
      aim: 'mean',
      why: 'the model file says so',
      classes,
      features: columnNames(features),
      rows: all,
      findings: [],
    },
    split: { kind: 'random', train: all, test: all, folds: [], findings: [] },
  };
}

function assertTruth(truth: Column, task: Task, classes: readonly string[]): void {
  const { name } = truth;
  if (task === 'regression') {
    if (isNumeric(truth)) return;
    throw targetUnusable(
      name,
      'hold numbers, as the model answers',
      `a ${truth.kind}`,
      'Name the column of numbers that it was trained on with `--target`.',
    );
  }
  const other = classesOf(truth).filter((label) => !classes.includes(label));
  if (other.length === 0) return;
  throw targetUnusable(
    name,
    `hold the classes of the model, ${listNames(classes)}`,
    listNames(other),
    'Name the classes in the order of their numbers in training, such as `--classes no,yes`.',
  );
}

function targetUnusable(target: string, expectation: string, received: string, hint: string) {
  return new AppError('TARGET_UNUSABLE', {
    message: `Column "${target}" must ${expectation}, got ${received}.`,
    hint,
    details: { target, expectation, received },
  });
}
