import { onConfusion } from './confusion.ts';
import { defineMetric } from './metric.ts';

/** Share of rows whose most probable class is the true one. @cost O(n) @source Jurafsky & Martin, "Speech and Language Processing", 4.7. */
export const accuracy = defineMetric({
  name: 'accuracy',
  title: 'Accuracy',
  tasks: ['binary', 'multiclass'],
  better: 'higher',
  best: 1,
  bounds: [0, 1],
  unit: 'share',
  isShareOfRows: true,
  doc: 'Share of rows that get the right class.',
  source: 'Jurafsky & Martin, "Speech and Language Processing", section 4.7.',
  prepare: onConfusion('accuracy', ({ correct, total }) => correct / total),
});
