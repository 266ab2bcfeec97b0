import type { ClassificationOutcome } from '../outcome.ts';
import { downsample } from './downsample.ts';
import { countsByThreshold } from './thresholds.ts';

/** One threshold of a precision-recall curve. Shares are 0 to 1. */
export interface PrecisionRecallPoint {
  /** A row is called positive from this probability on. */
  readonly threshold: number;
  readonly recall: number;
  readonly precision: number;
}

/**
 * The precision-recall curve of one class in order of increasing recall, at most 200 points.
 *
 * @param positive Code of the class. Default 1.
 * @returns Empty when the class has no row.
 * @throws ARGUMENT_INVALID, SHAPE_MISMATCH
 * @cost O(n log n)
 * @source Davis & Goadrich (2006), "The relationship between Precision-Recall and ROC curves", ICML.
 */
export function precisionRecallCurve(
  outcome: ClassificationOutcome,
  positive = 1,
): PrecisionRecallPoint[] {
  const { points, positives } = countsByThreshold('precisionRecallCurve', outcome, positive);
  if (positives === 0) return [];
  const curve = points.map(({ threshold, truePositives, falsePositives }) => ({
    threshold,
    recall: truePositives / positives,
    precision: truePositives / (truePositives + falsePositives),
  }));
  return downsample(curve, { at: (point) => [point.recall, point.precision] });
}
