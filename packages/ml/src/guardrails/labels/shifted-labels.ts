import type { Finding, Task } from '@kaizenml/contracts';
import { homogeneityPValue } from '../../drift/index.ts';
import { sortedPresent } from '../../stats/index.ts';
import {
  type Column,
  findColumn,
  getColumn,
  type Table,
  takeColumnRows,
} from '../../table/index.ts';
import { percent } from '../percent.ts';
import { type KnownTarget, readTarget } from '../read-target.ts';
import { ksDistance } from '../values/ks-distance.ts';

/** Which rows are compared with which. */
export interface LabelParts {
  readonly target: string;
  readonly task: Task;
  /** Rows from 0. */
  readonly first: ArrayLike<number>;
  readonly second: ArrayLike<number>;
  /** How the two are called. Default `training` and `test`. */
  readonly names?: readonly [string, string];
}

/** Level of the test. */
const LEVEL = 0.001;
/** Total variation of the shares of classes, and Smirnov's distance of numbers, from which a shift matters. */
const SHIFT = 0.1;
/** A class whose share changes by this factor matters too, however rare it is. */
const FACTOR = 3;
const FEWEST = 20;

/**
 * Finds parts of the data whose targets differ: training and test rows, or the first and last in time.
 *
 * Classes: Pearson's test of homogeneity at 0.001, with a total variation (half the sum of differences of shares) of
 * 0.1, or a class three times as frequent in one part. Numbers: Smirnov's test at 0.001 with a distance of 0.1.
 *
 * @returns At most one finding.
 * @throws COLUMN_UNKNOWN
 * @cost O(n log n)
 * @source Pearson (1900); Smirnov (1948), Ann. Math. Stat. 19; Lipton, Wang & Smola (2018), "Detecting and Correcting for Label Shift", ICML.
 */
export function checkShiftedLabels(
  table: Table,
  { target, task, first, second, names = ['training', 'test'] }: LabelParts,
): Finding[] {
  const column = getColumn(table, target);
  const parts = [takeColumnRows(column, first), takeColumnRows(column, second)] as const;
  return shiftOf(parts, { target, task, names });
}

/**
 * The same for two tables; nothing is said where one of them has no target.
 *
 * @returns At most one finding.
 * @cost O(n log n)
 */
export function checkLabelsBetween(
  reference: Table,
  current: Table,
  { target, task, names = ['training', 'test'] }: Pick<LabelParts, 'target' | 'task' | 'names'>,
): Finding[] {
  const [before, after] = [findColumn(reference, target), findColumn(current, target)];
  return before && after ? shiftOf([before, after], { target, task, names }) : [];
}

function shiftOf(
  parts: readonly [Column, Column],
  { target, task, names }: Required<Pick<LabelParts, 'target' | 'task' | 'names'>>,
): Finding[] {
  const isNumbers = task === 'regression' && parts.every(({ kind }) => kind === 'number');
  const shift = isNumbers ? shiftOfNumbers(parts) : shiftOfClasses(parts);
  if (!shift) return [];
  return [
    {
      code: 'LABELS_SHIFTED',
      severity: 'warning',
      message: `Target "${target}" differs between ${names[0]} and ${names[1]} rows: ${shift.words(names)}.`,
      hint: 'Split by chance or by class where time plays no part; where it does, expect scores to move, and weigh or recalibrate.',
      column: target,
      details: { target, parts: names, ...shift.details },
    },
  ];
}

interface Shift {
  readonly words: (names: readonly [string, string]) => string;
  readonly details: Readonly<Record<string, unknown>>;
}

function shiftOfNumbers(parts: readonly [Column, Column]): Shift | undefined {
  const [a, b] = parts.map((part) =>
    'values' in part ? sortedPresent(part.values) : new Float64Array(),
  );
  if (a.length < FEWEST || b.length < FEWEST) return undefined;
  const distance = ksDistance(a, b);
  const critical = 1.95 * Math.sqrt((a.length + b.length) / (a.length * b.length));
  if (distance < SHIFT || distance < critical) return undefined;
  const [before, after] = [a, b].map((values) => Number(values[values.length >> 1].toPrecision(4)));
  return {
    words: ([one, other]) =>
      `the median is ${before} in ${one} and ${after} in ${other}, Smirnov's distance ${distance.toFixed(2)}`,
    details: { distance, critical, medians: [before, after] },
  };
}

interface ClassCounts {
  readonly classes: readonly string[];
  readonly counts: readonly number[];
  readonly nRows: number;
}

function classesOf(known: KnownTarget): ClassCounts {
  return known.kind === 'classification'
    ? { classes: known.classes, counts: known.counts, nRows: known.rows.length }
    : { classes: [], counts: [], nRows: 0 };
}

function shiftOfClasses(parts: readonly [Column, Column]): Shift | undefined {
  const known = parts.map((part) => readTarget(part, 'multiclass'));
  const [first, second] = known.map(classesOf);
  const [n, m] = [first.nRows, second.nRows];
  if (n < FEWEST || m < FEWEST) return undefined;
  const classes = [...new Set([...first.classes, ...second.classes])];
  const countIn = (one: ClassCounts, label: string) => one.counts[one.classes.indexOf(label)] ?? 0;
  const counts = [first, second].map((one) => classes.map((label) => countIn(one, label)));
  const shares = classes.map((label, c) => ({
    label,
    before: counts[0][c] / n,
    after: counts[1][c] / m,
  }));
  const variation = shares.reduce(
    (sum, { before, after }) => sum + Math.abs(before - after) / 2,
    0,
  );
  const pValue = homogeneityPValue(counts[0], counts[1]);
  const changed = shares.find(({ before, after }, c) => {
    const expected = Math.max(before * m, after * n);
    const isMore = Math.max(before, after) >= FACTOR * Math.min(before, after);
    return isMore && expected >= FEWEST && counts[0][c] + counts[1][c] >= FEWEST;
  });
  if (pValue > LEVEL || (variation < SHIFT && !changed)) return undefined;
  const most = shares.reduce((a, b) =>
    Math.abs(b.before - b.after) > Math.abs(a.before - a.after) ? b : a,
  );
  const told = changed ?? most;
  return {
    words: ([one, other]) =>
      `class "${told.label}" has ${percent(told.before)} of the ${one} rows and ${percent(told.after)} of the ${other} rows`,
    details: { variation, pValue, shares: shares.slice(0, 20) },
  };
}
