import { hits, onConfusion } from './confusion.ts';
import { defineMetric } from './metric.ts';

/**
 * Share of the positive rows that are called positive; NaN when there is none.
 *
 * @cost O(n)
 * @source Kent et al. (1955), "Machine literature searching VIII", American Documentation 6.
 */
export const recall = defineMetric({
  name: 'recall',
  title: 'Recall',
  tasks: ['binary'],
  better: 'higher',
  best: 1,
  bounds: [0, 1],
  unit: 'share',
  doc: 'Of the positive rows, the share that is found.',
  source: 'Kent, Berry, Luehrs & Perry (1955), "Machine literature searching VIII".',
  prepare: onConfusion('recall', (counts) => hits(counts, 1) / counts.actual[1]),
});
