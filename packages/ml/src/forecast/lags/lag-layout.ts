import type { Series } from '../series/series.ts';

/** Which columns describe a step ahead of a point. */
export interface LagLayout {
  /** Differences to the point from those before it. */
  readonly nLags: number;
  /** Lengths of the windows whose means are told. */
  readonly windows: readonly number[];
  /** Seasons ago that are told: where the series stood at the place of the step, and how it went from there. */
  readonly period: number;
  /** Month, day of the month, weekday and hour of the step. */
  readonly hasCalendar: boolean;
  readonly nColumns: number;
}

const WINDOWS = [4, 8, 13, 26, 52] as const;
const SEASONS = 2;
const FIXED = 4;

/** The columns for series of one period. */
export function lagLayout({ period, instants }: Pick<Series, 'period' | 'instants'>): LagLayout {
  const nLags = period <= 24 ? Math.max(12, period + 1) : 12;
  const hasCalendar = instants !== undefined;
  const ofSeason = period > 1 ? 2 * SEASONS : 0;
  const nColumns = FIXED + nLags + WINDOWS.length + ofSeason + (hasCalendar ? 4 : 0);
  return { nLags, windows: WINDOWS, period, hasCalendar, nColumns };
}
