import { resolveParams } from '@kaizenml/contracts';
import type { Matrix, Random } from '../math/index.ts';
import { getEstimator, type Target } from '../models/index.ts';

/** Which line is fitted: its parameters by name, where they differ from the defaults. */
type Params = Readonly<Record<string, number>>;

/**
 * How much each column weighs in a linear model: the sum of absolute weights over its scores.
 *
 * @param estimator Name of a linear estimator.
 */
export function lineWeights(
  x: Matrix,
  y: Target,
  {
    estimator,
    params,
    random,
  }: { readonly estimator: string; readonly params: Params; readonly random: Random },
): Float64Array {
  const { fit, params: specs } = getEstimator(estimator);
  const { weights } = fit(x, y, resolveParams(estimator, specs, params), { random });
  const sums = new Float64Array(x.nColumns);
  for (let at = 0; at < weights.length; at++) sums[at % x.nColumns] += Math.abs(weights[at]);
  return sums;
}
