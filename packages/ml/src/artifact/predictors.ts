import { nearestCenter } from '../clustering/nearest-center.ts';
import type { Matrix, SparseMatrix } from '../math/index.ts';
import { ESTIMATORS } from '../models/index.ts';
import { unusualRows } from '../outliers/unusual-rows.ts';
import type { Column } from '../table/index.ts';
import { importedTrees } from '../trees/import/imported-trees.ts';
import { artifactInvalid } from './artifact-invalid.ts';

/** What a fitted model needs of its method: the half of an estimator that stays after fitting. */
export interface Predictor<State> {
  /** Kebab-case; `estimator.name` of a manifest. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** See `Estimator.predict`. */
  predict(state: State, x: Matrix): Float64Array;
  /** The same on rows without zeros, where it takes them. */
  readonly sparse?: { predict(state: State, x: SparseMatrix): Float64Array };
  /** What answers say besides, as columns of as many rows: the distance to a cluster, why a row is unusual. */
  readonly beside?: (state: State, x: Matrix) => readonly Column[];
}

// biome-ignore lint/suspicious/noExplicitAny: the one line that names a heterogeneous registry
export type AnyPredictor = Predictor<any>;

/** Everything that answers from a state: the estimators, what learns without a target, then what is only read from files. */
export const PREDICTORS: readonly AnyPredictor[] = [
  ...ESTIMATORS,
  nearestCenter,
  unusualRows,
  importedTrees,
];

/**
 * The predictor of this name.
 *
 * @throws MODEL_ARTIFACT_INVALID, since such names come from artifacts.
 */
export function getPredictor(name: string): AnyPredictor {
  const found = PREDICTORS.find((predictor) => predictor.name === name);
  if (found) return found;
  throw artifactInvalid({
    file: 'manifest.json',
    path: 'estimator.name',
    expectation: 'be an estimator that this version knows',
    received: name,
    hint: 'Update KaizenML: a newer version may have written this artifact.',
  });
}
