/** What is looked at: one name per question about the rows of a window. */
export const QUALITY_CHECKS = [
  'missing',
  'new-levels',
  'range',
  'units',
  'stuck',
  'infinite',
  'type',
  'volume',
  'freshness',
  'column-gone',
  'column-new',
] as const;

export type QualityCheck = (typeof QUALITY_CHECKS)[number];

/** What a check found in one window. */
export interface QualityFinding {
  readonly check: QualityCheck;
  /** Null for what concerns the rows as a whole. */
  readonly column: string | null;
  /**
   * How much of it, 0 to 1. A share of rows; of `units` the distance of the distributions before a conversion; of `stuck` the share of
   * reference rows that had another value; of `volume` and `freshness` 1 less the smaller over the larger number; of columns 1.
   */
  readonly effect: number;
  /** Probability of as much, or more, when nothing changed. Null where chance has no part in it. */
  readonly pValue: number | null;
  /** What the reference had, in some words. */
  readonly expected: string;
  /** What the window has, in some words. */
  readonly found: string;
  /** A sentence that a person understands. */
  readonly why: string;
}
