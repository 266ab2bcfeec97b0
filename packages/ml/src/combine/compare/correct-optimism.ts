import type { Estimate } from '@kaizenml/contracts';
import { type Metric, signOf } from '../../metrics/index.ts';
import { quantileSorted } from '../../stats/index.ts';
import type { ResampledValues } from './resample-values.ts';

/** The winner's value as it looks, and as it will be. */
export interface CorrectedValue {
  /** Place of the winner among the models. */
  readonly winner: number;
  /** Its value on the rows that made it the winner. */
  readonly asSeen: number;
  /** What the choice of the winner is worth on other rows, with its 95 % interval. */
  readonly corrected: Estimate;
  /** How much too good it looks; 0 or more as a rule. */
  readonly optimism: number;
}

/**
 * Takes the optimism out of the value of a winner: the best of many is in part the luckiest.
 *
 * In each resample of the rows the best model on the drawn rows is chosen anew, and judged on the rows left out.
 * The mean of these figures has no optimism, and errs a little to the safe side, since a choice on fewer different rows
 * is slightly worse. Their spread is that of a third of the rows, so the interval is wider than it need be. No model is trained
 * again.
 *
 * @cost O(m B)
 * @source Tsamardinos, Greasidou & Borboudakis (2018), "Bootstrapping the out-of-sample predictions for efficient and
 * accurate cross-validation", Machine Learning 107, 1895-1922 (BBC-CV).
 */
export function correctOptimism(
  { values, drawn, left }: ResampledValues,
  metric: Metric,
): CorrectedValue {
  const sign = signOf(metric);
  const winner = bestOf(values, sign);
  const judged = Float64Array.from(drawn, (inside, b) => left[b][bestOf(inside, sign)]);
  const value = judged.reduce((sum, each) => sum + each, 0) / judged.length;
  const sorted = judged.sort();
  const hasWidth = sorted[0] !== sorted[sorted.length - 1];
  return {
    winner,
    asSeen: values[winner],
    corrected: hasWidth
      ? { value, low: quantileSorted(sorted, 0.025), high: quantileSorted(sorted, 0.975) }
      : { value, low: null, high: null },
    optimism: sign * (values[winner] - value),
  };
}

function bestOf(values: Float64Array, sign: number): number {
  let best = 0;
  for (let m = 1; m < values.length; m++) if (sign * values[m] > sign * values[best]) best = m;
  return best;
}
