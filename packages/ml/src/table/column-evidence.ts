import type { DateFormat } from './parse-date.ts';

/**
 * Counts about one column of text: all that a decision on its kind needs.
 *
 * They can be counted in memory (`collectEvidence`) or by a query. "Present" means not missing:
 * see `isMissingMarker`.
 */
export interface ColumnEvidence {
  readonly name: string;
  readonly nRows: number;
  /** Rows with a value. */
  readonly nPresent: number;
  /** Distinct values among the present. */
  readonly nDistinct: number;
  /** Rows whose text is a number: see `parseNumber`. */
  readonly nNumbers: number;
  /** Rows whose text is a number without a fractional part; `3.0` counts. */
  readonly nIntegers: number;
  /** Rows that are dates in the column's one format: see `inferDateFormat`. */
  readonly nDates: number;
  /** The format in which `nDates` was counted. Absent when no single format fits. */
  readonly dateFormat?: DateFormat;
  /** Rows that hold a word of the most frequent pair of `BOOLEAN_WORDS`. */
  readonly nBooleans: number;
  /** Mean number of characters of the present values. */
  readonly meanLength: number;
  /** Mean number of words, split at white space, of the present values. */
  readonly meanWords: number;
  /** Rows that are digits behind a leading zero, such as `007`. */
  readonly nLeadingZeros: number;
  /** True when every row is a whole number, one more than the row before. */
  readonly isMonotonicUnique?: boolean;
}
