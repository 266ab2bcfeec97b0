import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Draft } from '@kaizenml/ml/search/strategies';

/** What a configuration gave on a table: a score per fold, the greater the better, and milliseconds per fold. */
export interface Measurement {
  readonly scores: readonly number[];
  readonly ms: number;
}

/** One table, and what each configuration gave; null where it failed. */
export interface MeasuredTable {
  readonly name: string;
  readonly metric: string;
  readonly nRows: number;
  readonly nColumns: number;
  readonly nClasses: number;
  /** Mean score of the constant model. */
  readonly baseline: number;
  readonly cells: readonly (Measurement | null)[];
}

/** Configurations of one kind on all of its tables. */
export interface Measured {
  readonly drafts: readonly Draft[];
  readonly tables: readonly MeasuredTable[];
}

/** Path of the figures of a kind, as `bench/search-portfolio.ts measure` writes them. */
export function measuredPath(kind: string): string {
  return fileURLToPath(new URL(`./measured-${kind}.json`, import.meta.url));
}

/** The figures of a kind, without tables that tell nothing. */
export function readMeasured(kind: string): Measured {
  const { drafts, tables } = JSON.parse(readFileSync(measuredPath(kind), 'utf8')) as Measured;
  return { drafts, tables: tables.filter(tells) };
}

/** Whether the best lies so far above the constant model that differences are more than the luck of the folds. */
function tells(table: MeasuredTable): boolean {
  const errors = table.cells
    .flatMap((cell) =>
      cell === null || cell.scores.length < 2 ? [] : [standardError(cell.scores)],
    )
    .sort((a, b) => a - b);
  const error = errors[errors.length >> 1] ?? 0;
  return bestOf(table) - table.baseline >= FEWEST_ERRORS * error;
}

const FEWEST_ERRORS = 5;

function standardError(values: readonly number[]): number {
  const center = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * How far a score lies below the best that was measured on its table: 0 is the best, 1 the constant model or worse.
 *
 * @param score Mean over folds; undefined counts as the constant model.
 */
export function regret(table: MeasuredTable, score: number | undefined): number {
  const best = bestOf(table);
  if (score === undefined) return 1;
  return Math.min(1, Math.max(0, (best - score) / Math.max(best - table.baseline, 1e-12)));
}

export function bestOf(table: MeasuredTable): number {
  return Math.max(...table.cells.flatMap((cell) => (cell === null ? [] : [mean(cell.scores)])));
}
