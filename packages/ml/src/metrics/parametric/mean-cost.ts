import { defineMetric, type Metric, type MetricDescription } from '../metric.ts';
import { asClassification, predictedClasses } from '../outcome.ts';
import { weightedMean } from '../row-loss.ts';

/** What calling class c (second index) costs where class t (first index) is true; below 0 is a gain. Any unit. */
export type CostMatrix = readonly (readonly number[])[];

/** What every mean cost is, whatever the costs are; `meanCost` knows the bounds. */
export const MEAN_COST: MetricDescription = {
  name: 'mean_cost',
  title: 'Mean cost per row',
  tasks: ['binary', 'multiclass'],
  better: 'lower',
  best: 0,
  bounds: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  unit: 'none',
  doc: 'What the called classes cost on average, by the costs that you gave for each mistake.',
  source: 'Elkan (2001), "The Foundations of Cost-Sensitive Learning", IJCAI, 973-978.',
};

/**
 * Mean cost of the called classes, by a matrix of costs.
 *
 * It judges the calls and not the probabilities: the class that was called, else the most probable one.
 *
 * @param costs nClasses rows of nClasses finite numbers, as `ruleOfCosts` takes them.
 * @returns In the unit of the costs; from the least to the largest of them.
 * @cost O(n)
 * @source Elkan (2001), "The Foundations of Cost-Sensitive Learning", IJCAI, 973-978.
 */
export function meanCost(costs: CostMatrix): Metric {
  const all = costs.flat();
  const least = Math.min(...all);
  return defineMetric({
    ...MEAN_COST,
    best: least,
    bounds: [least, Math.max(...all)],
    prepare(given) {
      const outcome = asClassification(MEAN_COST.name, given);
      const called = predictedClasses(outcome);
      const ofRows = Float64Array.from(called, (each, i) => costs[outcome.truth[i]][each]);
      return (weights) => weightedMean(ofRows, weights);
    },
  });
}
