import { AppError } from '@kaizenml/contracts';
import { meanLoss } from '../mean-loss.ts';
import type { Metric } from '../metric.ts';

/**
 * Deviance of one row for a variance of mean^p: twice the log-likelihood that the prediction lacks to the truth.
 *
 * @param power p: 1 is Poisson, 2 is gamma, between them Tweedie's compound of both.
 * @returns 0 for a right prediction; NaN where the truth or the prediction has no likelihood: a prediction of 0
 * or less, a negative truth, for gamma a truth of 0.
 * @source Jørgensen (1987), "Exponential Dispersion Models", JRSS B 49, 127-162.
 */
export function unitDeviance(truth: number, predicted: number, power: number): number {
  if (!(predicted > 0) || truth < 0 || (truth === 0 && power >= 2)) return Number.NaN;
  // Rounding may leave a right prediction just below 0.
  return Math.max(0, 2 * likelihoodGap(truth, predicted, power));
}

function likelihoodGap(y: number, mean: number, power: number): number {
  if (power === 1) return (y === 0 ? 0 : y * Math.log(y / mean)) - y + mean;
  if (power === 2) return Math.log(mean / y) + y / mean - 1;
  const [a, b] = [1 - power, 2 - power];
  return y ** b / (a * b) - (y * mean ** a) / a + mean ** b / b;
}

/**
 * Mean deviance of amounts that are often 0, for a variance of mean^power.
 *
 * It suits a target whose mean and spread depend on the row, such as the claims of a policy.
 *
 * @param power Between 1 and 2, both excluded; those are `poisson_deviance` and `gamma_deviance`.
 * @throws ARGUMENT_INVALID for another power.
 * @cost O(n)
 * @source Jørgensen (1987), "Exponential Dispersion Models", JRSS B 49, 127-162.
 */
export function tweedieDeviance(power: number): Metric {
  if (!(power > 1 && power < 2)) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `The power of tweedie_deviance must be between 1 and 2, got ${power}.`,
      hint: 'Take poisson_deviance for 1 and gamma_deviance for 2.',
      details: { power },
    });
  }
  return meanLoss(
    {
      name: `tweedie_deviance@${power}`,
      title: `Tweedie deviance, power ${power}`,
      unit: 'none',
      doc: 'How unlikely amounts that are often 0 are under the predicted means; 0 is perfect.',
      source: 'Jørgensen (1987), "Exponential Dispersion Models", JRSS B 49, 127-162.',
    },
    (y, p) => unitDeviance(y, p, power),
  );
}
