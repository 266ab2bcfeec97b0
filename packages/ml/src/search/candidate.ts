import { getEstimator } from '../models/index.ts';
import type { Recipe } from '../preprocess/index.ts';
import type { Table } from '../table/index.ts';

/** One thing that a search may try: an estimator with its parameters. */
export interface Candidate {
  /** Stable name within a search, such as `random-forest-2`. */
  readonly id: string;
  readonly estimator: string;
  /** Parameters that differ from the defaults. */
  readonly params: Readonly<Record<string, number | string | boolean>>;
  /** True where its estimator gets encodings and derived columns beside its own features. Default false. */
  readonly isEnriched?: boolean;
  /** True for the reference that every model must beat. */
  readonly isBaseline: boolean;
}

/**
 * The preparation that a candidate's estimator asks for.
 *
 * Of tables with text, estimators that take rows without zeros get a column of every term (`sparse`, or `counts` where
 * nothing may be below 0), enriched or not; the others get topics.
 */
export function recipeOf(
  { estimator: name, isEnriched }: Candidate,
  features: Pick<Table, 'columns'>,
): Recipe {
  const { traits, sparse } = getEstimator(name);
  if (sparse && features.columns.some(({ kind }) => kind === 'text'))
    return traits.nonNegative ? 'counts' : 'sparse';
  return isEnriched ? `${traits.features}-enriched` : traits.features;
}
