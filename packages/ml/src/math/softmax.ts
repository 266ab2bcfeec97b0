import { exp } from './exp.ts';

/**
 * Turns k scores into k probabilities in place: e^(z_i) / sum of e^(z_j), with the same bits in
 * every engine.
 *
 * The largest score is subtracted first, so that no exponential overflows; the ratio is unchanged.
 *
 * @param scores Holds the scores and receives the probabilities.
 * @param start Position of the first score.
 * @param k Number of scores.
 */
export function softmaxInPlace(scores: Float64Array, start: number, k: number): void {
  let largest = scores[start];
  for (let i = start + 1; i < start + k; i++) if (scores[i] > largest) largest = scores[i];
  let sum = 0;
  for (let i = start; i < start + k; i++) {
    scores[i] = exp(scores[i] - largest);
    sum += scores[i];
  }
  for (let i = start; i < start + k; i++) scores[i] /= sum;
}
