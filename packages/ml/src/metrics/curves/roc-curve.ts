import type { ClassificationOutcome } from '../outcome.ts';
import { downsample } from './downsample.ts';
import { countsByThreshold } from './thresholds.ts';

/** One threshold of a ROC curve. Shares are 0 to 1. */
export interface RocPoint {
  /** A row is called positive from this probability on; null where nothing is. */
  readonly threshold: number | null;
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}

/**
 * The ROC curve of one class from (0, 0) to (1, 1), at most 200 points.
 *
 * @param positive Code of the class. Default 1.
 * @returns Empty when one of the two classes has no row.
 * @throws ARGUMENT_INVALID, SHAPE_MISMATCH
 * @cost O(n log n)
 * @source Fawcett (2006), "An introduction to ROC analysis", Pattern Recognition Letters 27, algorithm 1.
 */
export function rocCurve(outcome: ClassificationOutcome, positive = 1): RocPoint[] {
  const { points, positives, negatives } = countsByThreshold('rocCurve', outcome, positive);
  if (positives === 0 || negatives === 0) return [];
  const curve: RocPoint[] = points.map(({ threshold, truePositives, falsePositives }) => ({
    threshold,
    falsePositiveRate: falsePositives / negatives,
    truePositiveRate: truePositives / positives,
  }));
  return downsample([{ threshold: null, falsePositiveRate: 0, truePositiveRate: 0 }, ...curve], {
    at: (point) => [point.falsePositiveRate, point.truePositiveRate],
  });
}
