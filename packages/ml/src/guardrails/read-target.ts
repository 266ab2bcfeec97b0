import type { ColumnKind, Task } from '@kaizenml/contracts';
import { type Column, cell, columnLength, isMissing } from '../table/index.ts';

/** The rows that have a target, with its values. */
export type KnownTarget = KnownClasses | KnownNumbers;

export interface KnownClasses {
  readonly kind: 'classification';
  readonly name: string;
  /** Of the column that the classes were read from; undefined where they were made otherwise. */
  readonly columnKind?: ColumnKind | undefined;
  /** Rows of the table that have a target. Length n. */
  readonly rows: Int32Array;
  /** Class per such row. Length n. */
  readonly codes: Int32Array;
  /** Names of the classes, most frequent first. */
  readonly classes: readonly string[];
  /** Rows per class. */
  readonly counts: readonly number[];
}

export interface KnownNumbers {
  readonly kind: 'regression';
  readonly name: string;
  readonly rows: Int32Array;
  /** Value per such row. Length n. */
  readonly values: Float64Array;
}

/**
 * The rows that have a target, with its values as the task wants them.
 *
 * @param column A number for `regression`; any kind for classes.
 * @cost O(n)
 */
export function readTarget(column: Column, task: Task): KnownTarget {
  const rows = knownRows(column);
  if (task === 'regression' && column.kind === 'number') {
    const values = Float64Array.from(rows, (row) => column.values[row]);
    return { kind: 'regression', name: column.name, rows, values };
  }
  const countOf = new Map<string, number>();
  const names = Array.from(rows, (row) => String(cell(column, row)));
  for (const name of names) countOf.set(name, (countOf.get(name) ?? 0) + 1);
  const byCount = [...countOf].sort(([, a], [, b]) => b - a);
  const codeOf = new Map(byCount.map(([name], code) => [name, code]));
  return {
    kind: 'classification',
    name: column.name,
    columnKind: column.kind,
    rows,
    codes: Int32Array.from(names, (name) => codeOf.get(name) ?? -1),
    classes: byCount.map(([name]) => name),
    counts: byCount.map(([, count]) => count),
  };
}

/** Rows of a column that have a value. */
export function knownRows(column: Column): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < columnLength(column); row++) if (!isMissing(column, row)) rows.push(row);
  return Int32Array.from(rows);
}
