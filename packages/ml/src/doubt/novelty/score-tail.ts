import type { ScoreTail } from '@kaizenml/contracts';
import { log } from '../../math/index.ts';
import { round } from './round.ts';

/** Steps in which the share of higher scores halves. */
const STEPS = 4;
const STEP = Math.LN2 / STEPS;

/**
 * The upper half of ordinary scores: those that the shares 1/2, 1/2 2^(-1/4), 1/2 2^(-2/4) and so on reach, down to one row.
 *
 * @param scores At least 2.
 * @cost O(n log n)
 */
export function scoreTail(scores: Float64Array): ScoreTail {
  const sorted = scores.toSorted();
  const n = sorted.length;
  const nSteps = Math.floor(log(n / 2) / STEP);
  const reached = Array.from({ length: nSteps + 1 }, (_, k) =>
    round(sorted[n - Math.max(1, Math.round((n / 2) * 2 ** (-k / STEPS)))]),
  );
  const [middle, last] = [reached[0], reached[nSteps]];
  const perNat = (last - middle) / (nSteps * STEP);
  return { scores: reached, perNat: perNat > 0 ? round(perNat) : 1 };
}

/**
 * How rare a score is among ordinary ones: -ln of the share that reaches it, between steps and beyond the last one by a straight
 * line; ln 2 up to the median.
 */
export function rareness({ scores, perNat }: ScoreTail, score: number): number {
  const last = scores.length - 1;
  if (!(score > scores[0])) return Math.LN2;
  if (score >= scores[last]) return Math.LN2 + last * STEP + (score - scores[last]) / perNat;
  let k = 0;
  while (scores[k + 1] <= score) k++;
  return Math.LN2 + (k + (score - scores[k]) / (scores[k + 1] - scores[k])) * STEP;
}
