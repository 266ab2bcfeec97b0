import type { AnomalyName, SchemaPatch } from '@kaizenml/contracts';
import { noSightings, type Sightings } from './sightings.ts';

/** One thing that rows may break, and the rows that did. */
export interface RowCheck {
  readonly name: AnomalyName;
  readonly column: string | null;
  readonly sightings: Sightings;
  /** Says it once all rows have passed; undefined when so few rows may break it. */
  readonly say: (totals: RowTotals) => Said | undefined;
}

/** Rows that passed. */
export interface RowTotals {
  readonly nRows: number;
  /** Rows with a value in the column of the check. */
  readonly nPresent: number;
  /** Rows that broke it; at least 1. */
  readonly count: number;
}

/** What an anomaly says beyond its kind. */
export interface Said {
  readonly long: string;
  readonly patch?: SchemaPatch | null;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly severity?: 'info' | 'warning' | 'error' | undefined;
}

/** A check without rows yet. */
export function rowCheck(
  name: AnomalyName,
  column: string | null,
  say: (totals: RowTotals, sightings: Sightings) => Said | undefined,
): RowCheck {
  const sightings = noSightings();
  return { name, column, sightings, say: (totals) => say(totals, sightings) };
}

/** `3 of 1000 values`. */
export function ofValues({ count, nPresent }: RowTotals): string {
  return `${count} of ${nPresent} value${nPresent === 1 ? '' : 's'}`;
}

/** `"abc" and "x"`: different values among the rows that are shown. */
export function examplesOf({ first }: Sightings, n = 3): string {
  const shown = [...new Set(first.map(({ value }) => value ?? 'nothing'))].slice(0, n);
  return shown
    .map((value) => JSON.stringify(value.length > 60 ? `${value.slice(0, 59)}…` : value))
    .join(', ');
}
