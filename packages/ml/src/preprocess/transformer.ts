import type { ColumnKind, ParamSpecs, ParamValues } from '@kaizenml/contracts';
import type { Target } from '../models/index.ts';
import type { Column } from '../table/index.ts';
import type { RowEntries } from '../text/index.ts';

/** Values of one row by slot: a slot is read from `numbers` or from `texts`, as its column's kind says. */
export interface Slots {
  /** Numbers and dates; NaN is a missing value. */
  readonly numbers: Float64Array;
  /** All other kinds; null is a missing value. */
  readonly texts: (string | null)[];
  /** Entries of a wide column: what is not listed is 0. Whoever writes a slot owns what it holds. */
  readonly wide: (RowEntries | null)[];
}

/** Reads slot `from` and writes the outputs, in order, to slot `to` and the ones after it. */
export type CellTransform = (slots: Slots, from: number, to: number) => void;

/** One column that a transformer makes. */
export interface OutputColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** For codes of a category: how many levels have a code, see `Matrix.levels`. */
  readonly nLevels?: number;
  /** Matrix columns that it stands for, mostly zeros, which only recipes of sparse rows take. Default: the one. */
  readonly width?: number;
}

/**
 * A preparation of one column: a description, a fit, and the arithmetic of one cell.
 *
 * `fit` sees the training rows once. `compile` holds the only arithmetic there is: training, batch, online
 * and the browser all run it cell by cell, so that no skew can arise. It uses no logarithm and no
 * exponential, whose last bit differs between engines. The state is plain JSON without NaN.
 */
export interface Transformer<P extends ParamSpecs, State> {
  /** Kebab-case, the name of its file. */
  readonly name: string;
  readonly params: P;
  /** Kinds of columns that it takes. */
  readonly accepts: readonly ColumnKind[];
  /** True when a missing number stays missing (NaN), for estimators with the trait `missing`. Default false. */
  readonly keepsMissing?: boolean;
  readonly source: string;
  /**
   * Learns from the training column; leaves it untouched.
   *
   * @param target What is to be learned in the same rows, for transformers that choose by it; those with `crossFit` cannot do without.
   */
  fit(column: Column, params: ParamValues<P>, target?: Target): State;
  /**
   * Learns the same state, and what becomes of the training rows themselves, for transformers whose outputs hold targets:
   * of each row, by the targets of other rows. Absent: what `compile` makes of them.
   */
  crossFit?(
    column: Column,
    params: ParamValues<P>,
    target?: Target,
  ): { readonly state: State; readonly columns: readonly Column[] };
  /**
   * The columns that it makes of one column, one or more.
   *
   * @param input Name of the column; the names of the outputs start with it.
   */
  outputs(state: State, input: OutputColumn): readonly OutputColumn[];
  /** What the matrix columns of its wide output are called, after the column's own name: one per column. */
  wideNames?(state: State): readonly string[];
  /** Whether a value read from an artifact is a state of this transformer. */
  isState(value: unknown): value is State;
  /** The arithmetic of one cell. */
  compile(state: State): CellTransform;
}

// biome-ignore lint/suspicious/noExplicitAny: the one line that names a heterogeneous registry
export type AnyTransformer = Transformer<any, any>;
