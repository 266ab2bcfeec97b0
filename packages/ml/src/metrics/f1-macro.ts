import { classF1, meanOfDefined, onConfusion } from './confusion.ts';
import { defineMetric } from './metric.ts';

/**
 * Mean of the F1 of every class that occurs or is called.
 *
 * @cost O(n)
 * @source Lewis (1991), "Evaluating text categorization", macro-averaging.
 */
export const f1Macro = defineMetric({
  name: 'f1_macro',
  title: 'F1, mean over classes',
  tasks: ['multiclass'],
  better: 'higher',
  best: 1,
  bounds: [0, 1],
  unit: 'share',
  doc: 'Balance of precision and recall, averaged over the classes, so that rare classes count as much as frequent ones.',
  source: 'Lewis (1991), "Evaluating text categorization".',
  prepare: onConfusion('f1_macro', (counts) =>
    meanOfDefined(Array.from(counts.actual, (_, code) => classF1(counts, code))),
  ),
});
