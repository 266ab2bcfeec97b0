import type { Estimate } from '@kaizenml/contracts';
import { mean } from '../../automl/index.ts';

/** 97.5 % points of Student's t with 1 to 9 degrees of freedom. */
const T_POINTS = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

const FEWEST_FOLDS = 3;
const ANY = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;

/**
 * The mean of scores over folds with a 95 % interval that allows for training parts which overlap.
 *
 * @param bounds Values that the metric can have; no interval goes beyond them.
 * @returns Without an interval for fewer than three folds, which hardly tell a spread, or where all folds score the same.
 * @source Nadeau & Bengio (2003), "Inference for the generalization error", Machine Learning 52, 239-281: the variance of the mean
 * is (1/k + test rows / training rows) times that of the folds.
 */
export function foldEstimate(
  scores: readonly number[],
  [least, most]: readonly [least: number, most: number] = ANY,
): Estimate {
  const k = scores.length;
  const value = mean(scores);
  const variance = scores.reduce((sum, score) => sum + (score - value) ** 2, 0) / (k - 1);
  const areAlike = scores.every((score) => score === scores[0]);
  if (k < FEWEST_FOLDS || areAlike) return { value, low: null, high: null };
  const half = tPoint(k - 1) * Math.sqrt(variance * (1 / k + 1 / (k - 1)));
  return { value, low: Math.max(least, value - half), high: Math.min(most, value + half) };
}

/** Beyond the table by the expansion of Cornish and Fisher around the normal point. */
function tPoint(degrees: number): number {
  return T_POINTS[degrees - 1] ?? 1.96 + 2.372 / degrees + 2.823 / degrees ** 2;
}
