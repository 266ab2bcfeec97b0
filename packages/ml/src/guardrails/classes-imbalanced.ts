import type { Finding } from '@kaizenml/contracts';
import { percent } from './percent.ts';
import type { KnownTarget } from './read-target.ts';

/** How many rows of the largest class stand against one of the smallest before it is said. */
const MOST_TIMES = 20;

/**
 * Finds that the most frequent class has more than 20 times the rows of the rarest.
 *
 * @source He & Garcia (2009), "Learning from Imbalanced Data", IEEE TKDE 21.
 */
export function checkImbalance(target: KnownTarget): Finding[] {
  if (target.kind === 'regression') return [];
  const { name, classes, counts, codes } = target;
  const last = counts.length - 1;
  const ratio = counts[0] / counts[last];
  if (ratio <= MOST_TIMES) return [];
  const share = counts[last] / codes.length;
  return [
    {
      code: 'CLASSES_IMBALANCED',
      severity: 'warning',
      message: `Target "${name}" is unbalanced: "${classes[last]}" has ${counts[last]} rows (${percent(share)}), "${classes[0]}" has ${counts[0]}.`,
      hint: `Accuracy would mislead: it is ${percent(counts[0] / codes.length)} for always saying "${classes[0]}". Folds keep the shares of the classes; judge the model by average precision or balanced accuracy, and choose the threshold by what mistakes cost.`,
      column: name,
      details: {
        target: name,
        rarest: classes[last],
        nRarest: counts[last],
        share,
        mostFrequent: classes[0],
        nMostFrequent: counts[0],
        ratio,
      },
    },
  ];
}
