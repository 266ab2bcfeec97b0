import type { RegressionOutcome } from '../../../metrics/index.ts';
import { sampleMoments } from '../../../stats/index.ts';
import type { Judge } from './judge.ts';

/** Root mean squared error of a blend, negated. @cost O(n) per member. */
export function rmseJudge({ truth }: RegressionOutcome): Judge {
  return squaredJudge(truth, (mean) => -Math.sqrt(mean));
}

/** Explained share of the variance, R². @cost O(n) per member. */
export function r2Judge({ truth }: RegressionOutcome): Judge {
  const { n, sd } = sampleMoments(truth);
  const variance = (sd * sd * (n - 1)) / n;
  return squaredJudge(truth, (mean) =>
    variance > 0 ? 1 - mean / variance : Number.NEGATIVE_INFINITY,
  );
}

function squaredJudge(truth: Float64Array, scoreOf: (meanSquare: number) => number): Judge {
  return {
    read: (answers) => answers,
    at: (sum, size) => ({
      score(added) {
        const scale = 1 / size;
        let total = 0;
        for (let i = 0; i < truth.length; i++) {
          const error = (sum[i] + added[i]) * scale - truth[i];
          total += error * error;
        }
        return scoreOf(total / truth.length);
      },
    }),
  };
}

/** Mean absolute error of a blend, negated. @cost O(n) per member. */
export function maeJudge({ truth }: RegressionOutcome): Judge {
  return {
    read: (answers) => answers,
    at: (sum, size) => ({
      score(added) {
        const scale = 1 / size;
        let total = 0;
        for (let i = 0; i < truth.length; i++)
          total += Math.abs((sum[i] + added[i]) * scale - truth[i]);
        return -total / truth.length;
      },
    }),
  };
}
