import { log } from '../../../math/index.ts';
import type { ClassificationOutcome } from '../../../metrics/index.ts';
import type { Judge } from './judge.ts';

/** Factors of at least 2^-52 whose product with a number above 2^-500 stays a normal number. */
const RUN = 8;
const SMALL = 2 ** -500;
const MOST = 1 - Number.EPSILON;

/**
 * Log loss of a blend. Only the probabilities of the true classes count, whatever the number of classes, and the sum
 * of their logarithms is the logarithm of their product: one for all rows.
 *
 * @cost O(n) per member, a few nanoseconds a row.
 */
export function logLossJudge({ truth, nClasses }: ClassificationOutcome): Judge {
  const n = truth.length;
  return {
    read(answers) {
      const read = new Float64Array(n);
      for (let i = 0; i < n; i++) read[i] = answers[i * nClasses + truth[i]];
      return read;
    },
    at: (sum, size) => ({
      score(added) {
        const scale = 1 / size;
        let product = 1;
        let nHalvings = 0;
        for (let start = 0; start < n; start += RUN) {
          const end = Math.min(n, start + RUN);
          for (let i = start; i < end; i++) {
            const p = (sum[i] + added[i]) * scale;
            product *= p < Number.EPSILON ? Number.EPSILON : p > MOST ? MOST : p;
          }
          if (product < SMALL) {
            product /= SMALL;
            nHalvings += 500;
          }
        }
        return (log(product) - nHalvings * Math.LN2) / n;
      },
    }),
  };
}
