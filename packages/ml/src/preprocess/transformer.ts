import type { ColumnKind, ParamSpecs, ParamValues } from '@kaizenml/contracts';
import type { Column } from '../table/column.ts';

/**
 * A preparation of one column: a description plus a fit and an apply.
 *
 * `fit` sees the training rows once; `apply` is used for training, batch, online and in the browser
 * alike, so that no skew can arise. The state is plain JSON without NaN.
 */
export interface Transformer<P extends ParamSpecs, State> {
  /** Kebab-case, the name of its file. */
  readonly name: string;
  readonly params: P;
  /** Kinds of columns that it takes. */
  readonly accepts: readonly ColumnKind[];
  readonly source: string;
  /** Learns from the training column. */
  fit(column: Column, params: ParamValues<P>): State;
  /** Columns made from one column: one or more, same rows. Their names start with the input's name. */
  apply(state: State, column: Column): readonly Column[];
}

// biome-ignore lint/suspicious/noExplicitAny: the one line that names a heterogeneous registry
export type AnyTransformer = Transformer<any, any>;
