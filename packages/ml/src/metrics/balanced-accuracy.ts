import { hits, meanOfDefined, onConfusion } from './confusion.ts';
import { defineMetric } from './metric.ts';

/**
 * Mean over the classes that occur of the share of their rows that is recognized.
 *
 * @cost O(n)
 * @source Brodersen et al. (2010), "The balanced accuracy and its posterior distribution", ICPR.
 */
export const balancedAccuracy = defineMetric({
  name: 'balanced_accuracy',
  title: 'Balanced accuracy',
  tasks: ['binary', 'multiclass'],
  better: 'higher',
  best: 1,
  bounds: [0, 1],
  unit: 'share',
  doc: 'Share of rows recognized in each class, averaged, so that rare classes count as much as frequent ones.',
  source: 'Brodersen et al. (2010), "The balanced accuracy and its posterior distribution".',
  prepare: onConfusion('balanced_accuracy', (counts) =>
    meanOfDefined(Array.from(counts.actual, (n, code) => hits(counts, code) / n)),
  ),
});
