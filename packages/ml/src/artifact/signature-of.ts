import type { InputField, Signature, Task } from '@kaizenml/contracts';
import type { Target } from '../models/estimator.ts';
import { type Column, countMissing, isNumeric, isoDate, type Table } from '../table/index.ts';

const MAX_LEVELS = 1000;

/** What the answer is, next to the columns it is made from. */
export interface AnswerDescription {
  /** Name of the target column. */
  readonly name: string;
  readonly task: Task;
  /** Classes in the order of the probabilities; empty for `regression`. */
  readonly classes: readonly string[];
  /** Training targets, for the range of a `regression`. */
  readonly target: Target;
}

/**
 * The signature of a model that learns from these columns.
 *
 * @param train The training part: one column per input. At least one row.
 * @cost O(rows * columns + levels log levels).
 */
export function signatureOf(train: Table, answer: AnswerDescription): Signature {
  const { name, task, classes, target } = answer;
  return {
    inputs: train.columns.map((column) => inputField(column, train.nRows)),
    output: {
      name,
      task,
      ...(target.kind === 'regression' ? { range: rangeOf(target.values) } : { classes }),
    },
  };
}

function inputField(column: Column, nRows: number): InputField {
  const nMissing = countMissing(column);
  const presence = { shareMissing: nRows === 0 ? 0 : nMissing / nRows, required: nMissing === 0 };
  if (isNumeric(column)) {
    const present = column.values.filter((value) => !Number.isNaN(value)).sort();
    const median = present[Math.floor((present.length - 1) / 2)] ?? 0;
    return {
      name: column.name,
      kind: column.kind,
      ...(column.kind === 'number' ? { integer: present.every(Number.isInteger) } : {}),
      ...(present.length === 0
        ? {}
        : { range: [present[0], present[present.length - 1]] as const }),
      ...presence,
      typical: column.kind === 'date' ? isoDate(median) : median,
    };
  }
  const counts = new Int32Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) counts[code]++;
  const byCount = Array.from(counts.keys())
    .filter((code) => counts[code] > 0)
    .sort((a, b) => counts[b] - counts[a] || (column.levels[a] < column.levels[b] ? -1 : 1));
  const levels = byCount.map((code) => column.levels[code]);
  const isClosed = column.kind === 'category' || column.kind === 'boolean';
  return {
    name: column.name,
    kind: column.kind,
    ...(isClosed ? { levels: levels.slice(0, MAX_LEVELS) } : {}),
    ...presence,
    typical: levels[0] ?? null,
  };
}

function rangeOf(values: Float64Array): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}
