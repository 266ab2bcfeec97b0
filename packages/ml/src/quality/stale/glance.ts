import { type Binning, type ColumnWindow, effectiveRows } from '../../windows/index.ts';
import { type DominantValue, dominantValue } from '../dominant-value.ts';

/** Rows that must share a value before a column is said to stand still in a window: a few may come from elsewhere. */
const LEAST_SHARE = 0.99;

/** What a window says of whether a column still moves. */
export interface Glance {
  /** Milliseconds since 1970. */
  readonly startMs: number;
  readonly endMs: number;
  /** What the rows with a value stand for. */
  readonly weight: number;
  /** How many rows of weight 1 say as much. */
  readonly nRows: number;
  /** The value of at least 99 % of them; undefined where there is none. */
  readonly only: DominantValue | undefined;
  /** The largest number, or the latest instant; -Infinity where there is none. */
  readonly newest: number;
}

/** A glance at a window; undefined where no row of it has a value. @cost O(bins) */
export function glanceAt(
  { startMs, endMs }: Pick<Glance, 'startMs' | 'endMs'>,
  { binning, window }: { readonly binning: Binning; readonly window: ColumnWindow },
): Glance | undefined {
  const weight = window.weight - window.missing;
  if (!(weight > 0)) return undefined;
  return {
    ...{ startMs, endMs, weight },
    nRows: (effectiveRows(window) * weight) / window.weight,
    only: dominantValue(binning, window, LEAST_SHARE),
    newest: window.moments.max,
  };
}
