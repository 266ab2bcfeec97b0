import type { Finding, Task } from '@kaizenml/contracts';
import type { Random } from '../math/index.ts';
import { getColumn, type Table } from '../table/index.ts';
import { findAftermath } from './leak-aftermath.ts';
import { findNearCopies } from './leak-nearly-equals.ts';
import {
  findCrossing,
  findFormula,
  findLaterDates,
  findLookup,
  findOneSided,
  findOwnTarget,
  findShiftedCopies,
} from './leakage/index.ts';
import { type KnownTarget, readTarget } from './read-target.ts';

/** What leaks are looked for. */
export interface LeakOptions {
  /** Name of the target column. */
  readonly target: string;
  readonly task: Task;
  readonly random: Random;
  /** Name of the column that tells the time of a row. Default: date columns are tried. */
  readonly time?: string | undefined;
}

/**
 * Finds what gives the answer away: columns alone, each once, then columns together.
 *
 * Alone: near copies of the target, what is filled in after the outcome, later dates, aggregates of the rows' own
 * targets, and targets of later rows. Together: formulas, lookups and limits of pairs, among the other columns.
 *
 * @returns Findings in the order of the columns, then those about several columns, which are in `details.columns`.
 * @throws COLUMN_UNKNOWN
 * @cost O(n log n) per column; 50 000 rows of 50 columns take about a second.
 * @source Kaufman, Rosset & Perlich (2012), "Leakage in Data Mining", ACM TKDD 6(4).
 */
export function findLeaks(table: Table, { target, task, random, time }: LeakOptions): Finding[] {
  const known = enlarged(readTarget(getColumn(table, target), task));
  const found = [
    ...findNearCopies(table, known, { random }),
    ...findAftermath(table, known),
    ...(known.kind === 'classification' ? findOneSided(table, known) : []),
    ...findOwnTarget(table, known),
    ...findShiftedCopies(table, known, { time }),
    ...findLaterDates(table, { target, time }),
  ];
  const alone = table.columns.flatMap(({ name }) =>
    found.filter(({ column }) => column === name).slice(0, 1),
  );
  const skip = new Set(alone.flatMap(({ column }) => (column === undefined ? [] : [column])));
  const together = [
    ...(known.kind === 'regression' ? findFormula(table, known, { random, skip }) : []),
    ...(known.kind === 'classification' ? findCrossing(table, known, { random, skip }) : []),
    ...findLookup(table, known, { random, skip }),
  ];
  return [...alone, ...together];
}

/** Numbers whose squares, and the sums of those, are told from 0. */
const LEAST = 1e-100;
const STEP = 2 ** 400;

/** A target of tiny numbers in a unit in which they are not: leaks are of any unit. */
function enlarged(target: KnownTarget): KnownTarget {
  if (target.kind === 'classification') return target;
  const largest = target.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest === 0 || largest >= LEAST) return target;
  return enlarged({ ...target, values: target.values.map((value) => value * STEP) });
}
