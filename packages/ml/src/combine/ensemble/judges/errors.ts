import type { ClassificationOutcome, RegressionOutcome } from '../../../metrics/index.ts';
import { sampleMoments } from '../../../stats/index.ts';
import type { Judge } from './judge.ts';

/** Root mean squared error of a blend, negated. @cost O(n) per member. */
export function rmseJudge({ truth }: RegressionOutcome): Judge {
  return squareJudge(
    (answers) => answers.map((each, i) => each - truth[i]),
    (sum) => -Math.sqrt(sum / truth.length),
  );
}

/** Explained share of the variance of a blend, R². @cost O(n) per member. */
export function r2Judge({ truth }: RegressionOutcome): Judge {
  const { n, sd } = sampleMoments(truth);
  const spread = sd * sd * (n - 1);
  return squareJudge(
    (answers) => answers.map((each, i) => each - truth[i]),
    (sum) => (spread > 0 ? 1 - sum / spread : Number.NEGATIVE_INFINITY),
  );
}

/** Brier score of a blend, negated. @cost O(n nClasses) per member. */
export function brierJudge({ truth, nClasses }: ClassificationOutcome): Judge {
  return squareJudge(
    (answers) => {
      const errors = answers.slice();
      truth.forEach((code, i) => {
        errors[i * nClasses + code]--;
      });
      return errors;
    },
    (sum) => -sum / (2 * truth.length),
  );
}

/** Errors of a mean are the mean of the errors, so that errors are what is read. */
function squareJudge(
  errorsOf: (answers: Float64Array) => Float64Array,
  scoreOf: (sumOfSquares: number) => number,
): Judge {
  return {
    read: errorsOf,
    at: (sum, size) => ({
      score(added) {
        let total = 0;
        for (let i = 0; i < sum.length; i++) {
          const error = sum[i] + added[i];
          total += error * error;
        }
        return scoreOf(total / (size * size));
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
