import { type Confusion, onConfusion } from './confusion.ts';
import { defineMetric } from './metric.ts';

/**
 * Matthews correlation coefficient: the correlation of true and predicted class, for any number of classes.
 *
 * (c s - sum p_k t_k) / sqrt((s^2 - sum p_k^2)(s^2 - sum t_k^2)), where s is the weight of all rows, c of
 * the correct ones, t_k and p_k of those that are and are called class k. 0 when one class is always
 * called (the value of guessing); NaN when one class is all there is.
 *
 * @cost O(n)
 * @source Matthews (1975); Gorodkin (2004), "Comparing two K-category assignments by a K-category correlation coefficient".
 */
export const mcc = defineMetric({
  name: 'mcc',
  title: 'Matthews correlation',
  tasks: ['binary', 'multiclass'],
  better: 'higher',
  best: 1,
  bounds: [-1, 1],
  unit: 'none',
  doc: 'Correlation between the true and the predicted class; 0 is guessing, 1 is perfect, also when classes are unbalanced.',
  source:
    'Gorodkin (2004), "Comparing two K-category assignments by a K-category correlation coefficient".',
  prepare: onConfusion('mcc', correlation),
});

function correlation({ actual, called, total, correct }: Confusion): number {
  let products = 0;
  let calledSquares = 0;
  let actualSquares = 0;
  for (let k = 0; k < actual.length; k++) {
    products += called[k] * actual[k];
    calledSquares += called[k] ** 2;
    actualSquares += actual[k] ** 2;
  }
  const spreadOfTruth = total ** 2 - actualSquares;
  const spreadOfCalls = total ** 2 - calledSquares;
  if (spreadOfTruth === 0) return Number.NaN;
  if (spreadOfCalls === 0) return 0;
  return (correct * total - products) / Math.sqrt(spreadOfCalls * spreadOfTruth);
}
