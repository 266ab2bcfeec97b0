import { hits, onConfusion } from './confusion.ts';
import { defineMetric } from './metric.ts';

/**
 * Share of the rows called positive that are positive; NaN when none is called so.
 *
 * @cost O(n)
 * @source Kent et al. (1955), "Machine literature searching VIII", American Documentation 6.
 */
export const precision = defineMetric({
  name: 'precision',
  title: 'Precision',
  tasks: ['binary'],
  better: 'higher',
  best: 1,
  bounds: [0, 1],
  unit: 'share',
  doc: 'Of the rows called positive, the share that is.',
  source: 'Kent, Berry, Luehrs & Perry (1955), "Machine literature searching VIII".',
  prepare: onConfusion('precision', (counts) => hits(counts, 1) / counts.called[1]),
});
