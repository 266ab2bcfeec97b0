import { getEstimator } from '../models/index.ts';
import type { Recipe } from '../preprocess/index.ts';

/** One thing that a search may try: an estimator with its parameters. */
export interface Candidate {
  /** Stable name within a search, such as `random-forest-2`. */
  readonly id: string;
  readonly estimator: string;
  /** Parameters that differ from the defaults. */
  readonly params: Readonly<Record<string, number | string | boolean>>;
  /** True for the reference that every model must beat. */
  readonly isBaseline: boolean;
}

/** The preparation that a candidate's estimator asks for. */
export function recipeOf(candidate: Candidate): Recipe {
  return getEstimator(candidate.estimator).traits.features;
}
