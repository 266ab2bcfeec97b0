/**
 * `doubt.json` of a model artifact: what is needed to say, row by row, how far an answer may be trusted. Older artifacts have none,
 * and a part is absent where the training could not tell.
 */
export interface DoubtFile {
  /** Of numbers: how far the truth lay from answers to rows that were held out. */
  readonly intervals?: AnswerIntervals;
  /** Of classes: which ones must be named so that the truth is among them. */
  readonly classSets?: ClassSets;
  /** What ordinary rows look like. */
  readonly novelty?: NoveltyModel;
  /** Where the model is weak: the rows for which it should not be used without care. */
  readonly weakSegments?: readonly WeakSegment[];
}

/** Intervals around numbers. Answers of like size share them, since the error often grows with the answer. */
export interface AnswerIntervals {
  /** Held-out rows that they are made of. */
  readonly nRows: number;
  /** By the answer, rising; the last one has no end. */
  readonly bins: readonly {
    /** Largest answer of the bin; null for all above. */
    readonly upTo: number | null;
    /** What is added to the answer for the ends of its interval, by the share of truths within; rising. */
    readonly spans: readonly {
      readonly level: number;
      readonly low: number;
      readonly high: number;
    }[];
  }[];
  /** No truth lies below it, such as 0 for counts. */
  readonly least?: number;
}

/** Sets of classes. */
export interface ClassSets {
  readonly nRows: number;
  /** The probability from which on a class belongs to the set, by the share of truths within; levels rise. */
  readonly thresholds: readonly { readonly level: number; readonly least: number }[];
}

/** A column as novelty sees it. */
export type NoveltyColumn =
  | {
      readonly kind: 'number';
      readonly name: string;
      /** Quantiles at equal steps from the least to the largest value. */
      readonly quantiles: readonly number[];
      /** What is one step beyond the range. Above 0. */
      readonly spread: number;
      readonly shareMissing: number;
    }
  | {
      readonly kind: 'levels';
      readonly name: string;
      readonly levels: readonly string[];
      /** Share of the rows, in the order of the levels. */
      readonly shares: readonly number[];
      readonly shareMissing: number;
    };

/** The upper half of the scores of ordinary rows. */
export interface ScoreTail {
  /** Scores that the shares 1/2, 1/2 2^(-1/4), 1/2 2^(-2/4) … of the rows reach; rising. */
  readonly scores: readonly number[];
  /** By how much a score rises where the share falls to 1 / e of it; above 0. */
  readonly perNat: number;
}

/** What ordinary rows look like, column by column and together. */
export interface NoveltyModel {
  /** Rows that the columns are described by. */
  readonly nRows: number;
  readonly columns: readonly NoveltyColumn[];
  /** Of the most unusual cell, of all cells together, and of the numbers as a combination. */
  readonly tails: {
    readonly cell: ScoreTail;
    readonly cells: ScoreTail;
    readonly numbers?: ScoreTail;
  };
  /** How the numbers go together: places of columns, and the inverse of their correlations, row-major. */
  readonly numbers?: { readonly columns: readonly number[]; readonly inverse: readonly number[] };
  /** Scores of other ordinary rows, the highest first, a tenth of `nCalibrated`. */
  readonly highest: readonly number[];
  readonly nCalibrated: number;
}

/** Rows in which a model is wrong more often, or by more. */
export interface WeakSegment {
  readonly column: string;
  /** A level of a category; null for rows without a value. */
  readonly level?: string | null;
  /** Numbers above `low`, up to `high`; an end that is absent is open. */
  readonly low?: number;
  readonly high?: number;
  /** Held-out rows in it. */
  readonly nRows: number;
  /** Mean loss in it: share of wrong calls, or the mean absolute error. */
  readonly loss: number;
  /** The same of all other rows. */
  readonly lossElsewhere: number;
}
