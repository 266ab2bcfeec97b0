import type { Target } from '../../estimator.ts';

/**
 * Weights under which every class weighs the same in all and the mean stays what it was.
 *
 * @param weights Weights to begin with; 1 each when absent. Their order stays.
 */
export function balancedWeights(
  y: Target,
  weights: Float64Array | undefined,
): Float64Array | undefined {
  if (y.kind === 'regression') return weights;
  const sums = new Float64Array(y.nClasses);
  y.codes.forEach((code, i) => {
    sums[code] += weights ? weights[i] : 1;
  });
  const total = sums.reduce((a, b) => a + b, 0);
  const nPresent = sums.reduce((count, sum) => count + (sum > 0 ? 1 : 0), 0);
  return Float64Array.from(y.codes, (code, i) =>
    sums[code] > 0 ? ((weights ? weights[i] : 1) * total) / (nPresent * sums[code]) : 0,
  );
}
