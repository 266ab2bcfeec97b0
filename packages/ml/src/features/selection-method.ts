import type { Matrix, Random } from '../math/index.ts';
import type { Target } from '../models/index.ts';

/** What a selection may use besides rows and targets. */
export interface SelectionOptions {
  /** Columns that are kept at most: at least 1, at most all. */
  readonly nKept: number;
  readonly random: Random;
}

/**
 * A way to choose columns of a matrix by its training rows: a description and a pure function.
 *
 * A `filter` looks at columns, a `wrapper` fits models on sets of them, an `embedded` one fits a model that chooses.
 */
export interface SelectionMethod {
  /** Kebab-case, the name of its file. */
  readonly name: string;
  readonly title: string;
  readonly kind: 'none' | 'filter' | 'wrapper' | 'embedded';
  readonly source: string;
  /**
   * The columns that are kept, ascending; at least one.
   *
   * @param x Complete and finite, columns of like spread: rows of the recipe `dense`.
   */
  select(x: Matrix, y: Target, options: SelectionOptions): Int32Array;
}
