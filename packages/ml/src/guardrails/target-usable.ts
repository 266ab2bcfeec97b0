import { type Aim, AppError, type Task, wordOfTask } from '@kaizenml/contracts';
import { isGrade, MAX_GRADE } from '../metrics/ranked/index.ts';
import { type Column, getColumn, type Table } from '../table/index.ts';
import { adviseOnClasses } from './advise-on-classes.ts';
import { inferTask, type TaskDecision } from './infer-task.ts';
import {
  type KnownClasses,
  type KnownNumbers,
  type KnownTarget,
  readTarget,
} from './read-target.ts';

/** Fewest rows with a target that anything can be learned from. */
export const FEWEST_ROWS = 10;
/** Largest number of a target, by size: squares of larger ones are beyond all numbers. */
const LARGEST = 1e150;
/** Most classes that are told apart, and fewer where most rows have one of their own. */
export const MOST_CLASSES = 1000;
const MOST_CLASSES_OF_ONE = 100;

/** A target that can be learned. */
export interface UsableTarget extends TaskDecision {
  readonly target: KnownTarget;
}

/**
 * Checks that a target can be learned and settles the task.
 *
 * @param name Name of the target column.
 * @param task What is asked for. Default: inferred.
 * @param aim What is asked for of numbers. Default `mean`, where the task is asked for.
 * @throws COLUMN_UNKNOWN, TARGET_UNUSABLE (no value, one value, too many classes, not what the task
 * needs), TABLE_TOO_SMALL
 * @cost O(n log n)
 * @source Breck et al. (2019), "Data Validation for Machine Learning", SysML.
 */
export function checkTarget(
  table: Table,
  name: string,
  task?: Task,
  aim: Aim = 'mean',
): UsableTarget {
  const column = getColumn(table, name);
  if (column.kind === 'date') throw unusable(name, 'hold numbers or classes, got dates', DATE_HINT);
  const decision = task
    ? { task, aim, why: `Column "${name}" is a ${wordOfTask({ task, aim })} target, as asked for.` }
    : inferTask(column);
  if (decision.task === 'regression' && column.kind !== 'number') {
    throw unusable(
      name,
      `hold numbers for ${aim === 'mean' ? 'a regression' : `the task ${aim}`}, got ${column.kind} values`,
      column.kind === 'id'
        ? 'Its values name the rows: choose a target whose values repeat or measure something.'
        : 'Leave `task` out, or set it to `binary` or `multiclass`.',
      { task: decision.task, kind: column.kind },
    );
  }
  const target = readTarget(column, decision.task);
  checkRows(table, target);
  if (target.kind === 'classification') checkClasses(column, target, decision.task);
  else if (target.values.every((value) => value === target.values[0]))
    throw constant(name, String(target.values[0]), target.values.length);
  else {
    assertSize(target);
    assertAim(target, decision.aim);
  }
  return { ...decision, target };
}

const DATE_HINT =
  'Turn the date into a number, such as the days until it, or choose another target.';

function checkRows({ nRows }: Table, { name, rows }: KnownTarget): void {
  if (rows.length === 0 && nRows > 0) {
    throw unusable(name, `have values, got ${nRows} rows and all of them missing`, OTHER_TARGET, {
      nRows,
      nMissing: nRows,
    });
  }
  if (rows.length >= FEWEST_ROWS) return;
  const nMissing = nRows - rows.length;
  throw new AppError('TABLE_TOO_SMALL', {
    message: `The table must have at least ${FEWEST_ROWS} rows with a value of "${name}", got ${rows.length}${nMissing > 0 ? ` (${nMissing} rows have none)` : ''}.`,
    hint: 'Give more rows; a few hundred are where models begin to be worth something.',
    details: { target: name, needed: FEWEST_ROWS, received: rows.length, nMissing },
  });
}

const OTHER_TARGET = 'Choose another target with `--target`.';

function checkClasses(column: Column, target: KnownClasses, task: Task): void {
  const { name, classes, codes } = target;
  if (classes.length === 1) throw constant(name, classes[0], codes.length);
  if (task === 'binary' && classes.length > 2) {
    throw unusable(
      name,
      `have two values for a binary task, got ${classes.length}`,
      'Leave `task` out, or set it to `multiclass`.',
      { task, nClasses: classes.length },
    );
  }
  const isOneEach = classes.length > codes.length / 2;
  const most = isOneEach ? MOST_CLASSES_OF_ONE : MOST_CLASSES;
  if (classes.length <= most) return;
  const looks = isOneEach
    ? ` in ${codes.length} rows, as ${column.kind === 'id' ? 'ids' : 'texts'} have`
    : '';
  throw unusable(
    name,
    `have at most ${most} classes, got ${classes.length} different values${looks}`,
    column.kind === 'number'
      ? 'Set `task` to `regression`, or choose another target.'
      : adviseOnClasses(classes, { kind: column.kind, nRows: codes.length }),
    { nClasses: classes.length, most, nRows: codes.length, kind: column.kind },
  );
}

function assertSize({ name, values, rows }: KnownNumbers): void {
  const bad = values.findIndex((value) => Math.abs(value) > LARGEST);
  if (bad < 0) return;
  const [row, value] = [rows[bad] + 1, values[bad]];
  throw unusable(
    name,
    `hold numbers between -${LARGEST} and ${LARGEST}, got ${value} in row ${row}`,
    'Leave the cell empty if it stands for a missing value, or write the numbers in a larger unit.',
    { row, value, most: LARGEST },
  );
}

/** Counts are at least 0; grades of relevance are whole numbers that a gain of 2^grade can be made of. */
function assertAim({ name, values, rows }: KnownNumbers, aim: Aim): void {
  const isFine = { mean: null, quantiles: null, counts: isAmount, ranking: isGrade }[aim];
  const bad = isFine ? values.findIndex((value) => !isFine(value)) : -1;
  if (bad < 0) return;
  const wanted = aim === 'counts' ? 'numbers of at least 0' : `whole grades from 0 to ${MAX_GRADE}`;
  throw unusable(
    name,
    `hold ${wanted} for the task ${aim}, got ${values[bad]} in row ${rows[bad] + 1}`,
    'Leave `task` out, or set it to `regression`.',
    { task: aim, row: rows[bad] + 1, value: values[bad] },
  );
}

const isAmount = (value: number): boolean => value >= 0;

function constant(name: string, value: string, nRows: number): AppError {
  return unusable(
    name,
    `have two different values or more, got "${value}" in every one of ${nRows} rows`,
    OTHER_TARGET,
    { value, nRows },
  );
}

function unusable(
  name: string,
  expectation: string,
  hint: string,
  details: Readonly<Record<string, unknown>> = {},
): AppError {
  return new AppError('TARGET_UNUSABLE', {
    message: `Target "${name}" must ${expectation}.`,
    hint,
    details: { target: name, ...details },
  });
}
