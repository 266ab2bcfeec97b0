import type { Matrix } from '../math/index.ts';

/** A run of matrix columns that move together, since they come from one input: from `start` up to, not including, `end`. */
export interface ColumnBlock {
  readonly start: number;
  readonly end: number;
}

/** One answer to be shared out among the columns that it was made from. */
export interface ShapleyGame {
  /** The matrix row that is explained. Length p. */
  readonly row: Float64Array;
  /** Rows that stand for "not knowing the column". At least one. @shape m x p */
  readonly background: Matrix;
  /** The players. Columns in no block keep the background's value. */
  readonly blocks: readonly ColumnBlock[];
  /** The number that is explained, for each row of a matrix. */
  predict(x: Matrix): Float64Array;
}

/** Shares of one answer. */
export interface ShapleyValues {
  /** Mean answer over the background rows, with the row's value in columns of no block. */
  readonly average: number;
  /** The answer to the row. */
  readonly answer: number;
  /** One per block; they sum to `answer - average`, up to rounding. */
  readonly contributions: Float64Array;
}
