import type { Metric } from '../../metrics/index.ts';
import { bestFirst, type Contender } from './contender.ts';

/**
 * The contenders that no other one beats: none is at least as good, as fast and as small, and better in one of the three.
 *
 * @returns From best to worst by the metric. Of contenders that are equal in all three, the first by name.
 * @cost O(m * size of the front)
 * @source Kung, Luccio & Preparata (1975), "On Finding the Maxima of a Set of Vectors", JACM 22.
 */
export function paretoFront(contenders: readonly Contender[], metric: Metric): Contender[] {
  const front: Contender[] = [];
  for (const contender of bestFirst(contenders, metric)) {
    // Those before are at least as good: they beat it when they are no slower and no larger.
    const isBeaten = front.some(
      ({ microsPerRow, sizeBytes }) =>
        microsPerRow <= contender.microsPerRow && sizeBytes <= contender.sizeBytes,
    );
    if (!isBeaten) front.push(contender);
  }
  return front;
}
