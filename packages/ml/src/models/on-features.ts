import { AppError, type ParamSpecs, type ParamValues } from '@kaizenml/contracts';
import { type Features, isSparse, type Matrix, type SparseMatrix } from '../math/index.ts';
import type { AnyEstimator, FitContext, Target } from './estimator.ts';

/** The half of an estimator that answers. */
interface Answering {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: the state of any estimator
  predict(state: any, x: Matrix): Float64Array;
  // biome-ignore lint/suspicious/noExplicitAny: the state of any estimator
  readonly sparse?: { predict(state: any, x: SparseMatrix): Float64Array };
}

/**
 * Learns from rows in the form that they come in: see `Estimator.fit`. What the target says of its rows goes into the context.
 *
 * @throws Also ARGUMENT_INVALID for sparse rows where the estimator takes dense ones only.
 */
export function fitRows(
  estimator: AnyEstimator,
  x: Features,
  y: Target,
  params: ParamValues<ParamSpecs>,
  given: FitContext,
): unknown {
  const context = { ...saidOf(y), ...given };
  if (!isSparse(x)) return estimator.fit(x, y, params, context);
  if (!estimator.sparse) throw denseOnly(estimator.name, 'fit');
  return estimator.sparse.fit(x, y, params, context);
}

function saidOf(y: Target): Pick<FitContext, 'weights' | 'groups' | 'quantiles'> {
  const { weights } = y;
  const { groups, quantiles } = y.kind === 'regression' ? y : {};
  return {
    ...(weights && { weights }),
    ...(groups && { groups }),
    ...(quantiles && { quantiles }),
  };
}

/**
 * Answers rows in the form that they come in: see `Estimator.predict`.
 *
 * @throws Also ARGUMENT_INVALID for sparse rows where the estimator takes dense ones only.
 */
export function answerRows(estimator: Answering, state: unknown, x: Features): Float64Array {
  if (!isSparse(x)) return estimator.predict(state, x);
  if (!estimator.sparse) throw denseOnly(estimator.name, 'predict');
  return estimator.sparse.predict(state, x);
}

function denseOnly(estimator: string, doing: 'fit' | 'predict'): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `${estimator}.${doing} must get rows with their zeros, got sparse ones.`,
    hint: 'Prepare the table with the recipe that `recipeOf` names for this estimator.',
    details: { estimator },
  });
}
