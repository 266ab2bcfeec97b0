import type { ColumnSpread } from '../../../math/index.ts';

export { type Features, isSparse } from '../../../math/index.ts';

/**
 * The rows of a learning problem as linear models see them: what a solver asks is the same for dense and
 * for sparse features.
 */
export interface Design {
  readonly nRows: number;
  readonly nColumns: number;
  /** Mean and standard deviation of every column, rows counted by weight. */
  spread(weights: Float64Array | undefined): ColumnSpread;
  /**
   * Goes over the rows once: writes the scores of a block of rows, has `toSlopes` replace them by slopes,
   * and gathers X' slopes.
   *
   * @param weights k x p: those of score c begin at c * p.
   * @param intercepts Length k.
   * @param toSlopes Gets `count` x k scores of the rows from `from` on, row-major.
   * @param gathered Receives X' slopes, k x p.
   */
  pass(
    weights: Float64Array,
    intercepts: Float64Array,
    toSlopes: (scores: Float64Array, from: number, count: number) => void,
    gathered: Float64Array,
  ): void;
}
