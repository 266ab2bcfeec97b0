import type { ColumnKind } from '../signature.ts';

/**
 * What a table holds, column by column, in a few kilobytes: what schemas are inferred from, what validation checks, and
 * what is compared between versions, spans, training and serving. Plain JSON; not a number and infinity are null.
 */
export interface DatasetStatistics {
  readonly nRows: number;
  /** Rows that equal an earlier row in every column; null where they were not counted. */
  readonly nDuplicateRows: number | null;
  readonly columns: readonly ColumnStatistics[];
  /** Associations of pairs of columns; absent where they were not asked for. */
  readonly associations?: readonly Association[] | undefined;
  /** Rows that the associations were measured on: all, or a sample. Absent without them. */
  readonly nAssociatedRows?: number | undefined;
}

/** What one column holds. Figures leave missing values out. */
export interface ColumnStatistics {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly nRows: number;
  readonly nMissing: number;
  readonly distinct: DistinctCount;
  /**
   * Most frequent values, at most 20, the most frequent first; equal ones by value. Where counts are not exact, only
   * values that are surely more frequent than every value that may be absent.
   */
  readonly top: readonly FrequentValue[];
  /**
   * Every value with its exact count, in the order of `top`. Of whole numbers and of everything written in letters;
   * absent where there are more than 1000 different ones.
   */
  readonly values?: readonly FrequentValue[] | undefined;
  /** Of numbers, and of dates in milliseconds since 1970 UTC. */
  readonly number?: NumberStatistics | undefined;
  /** Of everything that is written in letters, categories too. */
  readonly text?: TextStatistics | undefined;
  /** Of dates. */
  readonly date?: DateStatistics | undefined;
}

/** How many different values there are. */
export interface DistinctCount {
  readonly count: number;
  /** False: an estimate of a HyperLogLog sketch. Numbers that are NaN or infinite are values, too. */
  readonly isExact: boolean;
  /** Standard error of the estimate, as a share of it. 0 when exact. */
  readonly relativeError: number;
}

/** A value and the number of rows that hold it. Numbers as JavaScript writes them, dates in ISO 8601, texts cut at 256 units. */
export interface FrequentValue {
  readonly value: string;
  readonly count: number;
  /** What the count may be too high by. 0 when exact. */
  readonly error: number;
}

/** Extremes, mean, spread, quantiles and bins are of the finite values. */
export interface NumberStatistics {
  /** Every finite value is whole. */
  readonly isInteger: boolean;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Sample standard deviation (n - 1). */
  readonly sd: number | null;
  readonly nZeros: number;
  /** -Infinity is among them. */
  readonly nNegative: number;
  /** Values written as NaN, which are not missing ones. */
  readonly nNaN: number;
  readonly nInfinite: number;
  /** At 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95 and 0.99; linear interpolation between order statistics. */
  readonly quantiles: readonly Quantile[];
  /** Bound of the rank error, as a share of the finite values; all nine quantiles keep it with a chance of 99 %. 0 when exact. */
  readonly rankError: number;
  /** 20 bins of equal width; null where there are no values or their range overflows. */
  readonly equalWidth: HistogramCounts | null;
  /** Bins between the tenths, fewer where tenths are equal; null where there are no values. */
  readonly equalCount: HistogramCounts | null;
}

export interface Quantile {
  readonly share: number;
  readonly value: number;
}

/** Bin k holds what lies in [edges[k], edges[k + 1]), the last bin its upper edge, too. Together: every finite value. */
export interface HistogramCounts {
  readonly edges: readonly number[];
  readonly counts: readonly number[];
  /** What a count may be off by, in rows. 0 when exact; of equal counts with a chance of 99 %, like `rankError`. */
  readonly error: number;
}

/** Lengths are Unicode code points. */
export interface TextStatistics {
  readonly minLength: number;
  readonly maxLength: number;
  readonly meanLength: number;
  /** Values with blanks before or behind. */
  readonly nPadded: number;
  /** Values with U+FFFD, which readers put in the place of bytes that are no valid UTF-8. */
  readonly nInvalidUtf8: number;
  /** Values that parse as numbers, and as whole ones; why text was taken for text. */
  readonly nNumeric: number;
  readonly nInteger: number;
}

export interface DateStatistics {
  /** ISO 8601. */
  readonly first: string;
  readonly last: string;
  /** The step that most neighboring distinct days have, in days; null below three days or across more than 1000 years. */
  readonly usualGapDays: number | null;
  /**
   * Stretches that are longer than usual, the longest first, at most 10: `from` and `to` are neighboring days with rows,
   * `days` the days from one to the other.
   */
  readonly gaps: readonly { readonly from: string; readonly to: string; readonly days: number }[];
}

/** How closely two columns belong together. */
export interface Association {
  readonly columns: readonly [string, string];
  /**
   * Over the rows that have both. Numbers and dates: `pearson` and `spearman`, -1 to 1. Booleans and categories:
   * `cramers-v`, corrected for chance, 0 to 1. One of each: `correlation-ratio`, 0 to 1. With a target, of any two kinds:
   * `mutual-information`, nats, numbers in ten bins of equal counts.
   */
  readonly measure:
    | 'pearson'
    | 'spearman'
    | 'cramers-v'
    | 'correlation-ratio'
    | 'mutual-information';
  readonly value: number;
}
