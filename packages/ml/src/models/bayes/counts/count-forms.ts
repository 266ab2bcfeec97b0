import { type SparseMatrix, toSparse } from '../../../math/index.ts';
import type { Estimator, FitContext, Target } from '../../estimator.ts';
import { assertFitInputs, type ClassificationTarget, classesOf } from '../../refusals.ts';
import { assertCounts } from './assert-counts.ts';
import { type CountScores, predictCounts } from './predict-counts.ts';

/** What every naive Bayes on counts may be relied on for. */
export const COUNT_TRAITS = {
  regression: false,
  classification: true,
  features: 'dense',
  weights: true,
  rowOrderInvariant: true,
  ignoresFeatures: false,
  nonNegative: true,
} as const;

/**
 * The functions of a naive Bayes on counts, on dense rows and on sparse ones, from how it learns.
 *
 * @param learn Gets counts of at least 0 and classes.
 */
export function countForms<Given>(
  name: string,
  learn: (
    x: SparseMatrix,
    target: ClassificationTarget,
    given: Given,
    weights: Float64Array | undefined,
  ) => CountScores,
) {
  const fit = (x: SparseMatrix, y: Target, given: Given, context: FitContext): CountScores => {
    assertFitInputs({ name, traits: COUNT_TRAITS }, x, y, context);
    assertCounts(`${name}.fit`, x);
    return learn(x, classesOf(name, y), given, context.weights);
  };
  const predict = (state: CountScores, x: SparseMatrix) => predictCounts(name, state, x);
  return {
    fit: (x, y, given, context) => fit(toSparse(x), y, given as Given, context),
    predict: (state, x) => predict(state, toSparse(x)),
    sparse: { fit: (x, y, given, context) => fit(x, y, given as Given, context), predict },
    // biome-ignore lint/suspicious/noExplicitAny: the parameters are those of the estimator it is spread into
  } satisfies Pick<Estimator<any, CountScores>, 'fit' | 'predict' | 'sparse'>;
}
