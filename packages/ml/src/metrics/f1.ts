import { classF1, onConfusion } from './confusion.ts';
import { defineMetric } from './metric.ts';

/**
 * F1 of the positive class: the harmonic mean of precision and recall.
 *
 * @cost O(n)
 * @source van Rijsbergen (1979), "Information Retrieval", chapter 7.
 */
export const f1 = defineMetric({
  name: 'f1',
  title: 'F1',
  tasks: ['binary'],
  better: 'higher',
  best: 1,
  bounds: [0, 1],
  unit: 'share',
  doc: 'Balance of precision and recall of the positive class; high only when both are.',
  source: 'van Rijsbergen (1979), "Information Retrieval", chapter 7.',
  prepare: onConfusion('f1', (counts) => classF1(counts, 1)),
});
