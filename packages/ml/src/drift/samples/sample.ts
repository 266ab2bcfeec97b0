/**
 * Numbers of a column, as sorted values and the rows that each stands for: of all rows, or of a sketch of them.
 *
 * Made by `sampleOfColumn`, `sampleOfSketch` or `numberSample`.
 */
export interface NumberSample {
  readonly kind: 'numbers';
  /** Distinct, increasing, finite. */
  readonly values: Float64Array;
  /** Rows that each value stands for, above 0; they add up to `n`. */
  readonly weights: Float64Array;
  /** Rows with a value. Of rows that count unequally their effective number. */
  readonly n: number;
  /** NaN for no rows. */
  readonly mean: number;
  /** Mean squared distance to the mean; NaN for no rows. */
  readonly variance: number;
  /** 0 for no rows. */
  readonly min: number;
  readonly max: number;
  /** Distinct values; of a sketch an estimate. */
  readonly nDistinct: number;
  /**
   * Rows that would know ranks as well as this sample does: `n`, unless a sketch has lost some. Chance is reckoned with it, so that the
   * error of a sketch is not taken for drift.
   */
  readonly nRanked: number;
  /** Of a sketch that has lost values: how many rows lie in each stretch of a fixed grid, exactly. */
  readonly cells: Cells | null;
}

/** Rows per cell of a grid whose edges are whole multiples of a power of two. */
export interface Cells {
  /** Lower edges, increasing, of cells that hold rows. */
  readonly values: Float64Array;
  readonly weights: Float64Array;
  /** Width of a cell, a power of two. */
  readonly width: number;
}

/** Levels of a column and their rows. Made by `sampleOfColumn`, `sampleOfSketch` or `levelSample`. */
export interface LevelSample {
  readonly kind: 'levels';
  /** Rows of each level, above 0. */
  readonly counts: ReadonlyMap<string, number>;
  /** Rows of levels that a sketch no longer tells apart. */
  readonly rest: number;
  /** Rows with a value: the counts and the rest together. */
  readonly n: number;
}

/** Texts of a column, one per row with a value. */
export interface TextSample {
  readonly kind: 'texts';
  readonly texts: readonly string[];
  readonly n: number;
}

/** Embeddings: a vector per row. */
export interface VectorSample {
  readonly kind: 'vectors';
  /** Row by row. Length n * width. */
  readonly values: Float64Array;
  readonly width: number;
  readonly n: number;
}

/** What tests of drift compare. */
export type Sample = NumberSample | LevelSample | TextSample | VectorSample;

/** What a test can take. */
export type SampleKind = Sample['kind'];
