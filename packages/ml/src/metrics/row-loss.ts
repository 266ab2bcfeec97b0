import { asRegression, type Outcome, type RegressionOutcome } from './outcome.ts';

/**
 * Weighted mean of one loss per row.
 *
 * @param losses Loss per row. Length n.
 * @returns NaN when no row has weight.
 */
export function weightedMean(losses: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < losses.length; i++) {
    if (weights[i] === 0) continue;
    sum += weights[i] * losses[i];
    total += weights[i];
  }
  return sum / total;
}

/**
 * A regression metric's prepared form: the weighted mean of a loss per row.
 *
 * @param name Metric that asks, for its errors.
 * @param loss Loss of one row; NaN where it is not defined.
 */
export function onRegressionLoss(name: string, loss: (truth: number, predicted: number) => number) {
  return (outcome: Outcome): ((weights: Float64Array) => number) => {
    const losses = regressionLosses(asRegression(name, outcome), loss);
    return (weights) => weightedMean(losses, weights);
  };
}

/** The loss of each row. @shape n */
export function regressionLosses(
  { truth, predicted }: RegressionOutcome,
  loss: (truth: number, predicted: number) => number,
): Float64Array {
  const losses = new Float64Array(truth.length);
  for (let i = 0; i < losses.length; i++) losses[i] = loss(truth[i], predicted[i]);
  return losses;
}
