import type { LoggedRequest } from '../predictions/log.ts';

/**
 * What each logged row stands for: 1 divided by the probabilities with which its request was answered by this version and was
 * logged, scaled so that their mean is 1.
 *
 * @returns Undefined where all count the same.
 * @source Horvitz & Thompson (1952), Journal of the American Statistical Association 47(260).
 */
export function rowWeights(answered: readonly LoggedRequest[]): readonly number[] | undefined {
  const weights = answered.flatMap(({ rows, weight = 1, propensity = 1 }) =>
    rows.map(() => weight / propensity),
  );
  const [first] = weights;
  if (weights.every((weight) => weight === first)) return undefined;
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return weights.map((weight) => weight / mean);
}
