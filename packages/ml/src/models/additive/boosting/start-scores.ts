import { log } from '../../../math/index.ts';
import type { Target } from '../../estimator.ts';

/**
 * Scores of the best constant: the weighted mean; the logit of the second of two classes; the logarithm
 * of each class's share, less their mean. Classes get one row more, shared evenly, so that none is impossible.
 */
export function startScores(y: Target, weights: Float64Array): Float64Array {
  let total = 0;
  for (const weight of weights) total += weight;
  if (y.kind === 'regression') {
    let mean = 0;
    for (let i = 0; i < weights.length; i++) mean += (weights[i] / total) * y.values[i];
    return Float64Array.of(mean);
  }
  const shares = new Float64Array(y.nClasses).fill(1 / y.nClasses);
  for (let i = 0; i < weights.length; i++) shares[y.codes[i]] += weights[i];
  const logs = shares.map(log);
  if (y.nClasses === 2) return Float64Array.of(logs[1] - logs[0]);
  const mean = logs.reduce((sum, value) => sum + value, 0) / y.nClasses;
  return logs.map((value) => value - mean);
}
