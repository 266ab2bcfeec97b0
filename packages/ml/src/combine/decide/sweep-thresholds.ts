import { type ClassificationOutcome, classScores, rank } from '../../metrics/index.ts';
import { NEVER } from './decision.ts';

/** Rows by true and called class: at 2 t + c. Length 4. */
export type Calls = Float64Array;

export interface BestThreshold {
  readonly threshold: number;
  readonly value: number;
}

/**
 * The threshold with the highest value, by trying all that call different rows: halfway between neighboring
 * probabilities, 0 (always) and 2 (never). Of equal ones the nearest to 0.5.
 *
 * @param judge Higher is better; NaN where it is not defined.
 * @returns Undefined when the value is defined for no threshold.
 * @cost O(n log n), and one value per different probability.
 */
export function sweepThresholds(
  outcome: ClassificationOutcome,
  judge: (calls: Calls) => number,
): BestThreshold | undefined {
  const scores = classScores(outcome, 1);
  const { order, startsTie } = rank(scores);
  const calls = new Float64Array(4);
  for (const code of outcome.truth) calls[2 * code]++;
  let best: BestThreshold | undefined;
  const consider = (threshold: number) => {
    const value = judge(calls);
    if (Number.isNaN(value)) return;
    if (
      !best ||
      value > best.value ||
      (value === best.value && isNearer(threshold, best.threshold))
    )
      best = { threshold, value };
  };
  consider(NEVER);
  for (let k = order.length - 1; k >= 0; k--) {
    const code = outcome.truth[order[k]];
    calls[2 * code]--;
    calls[2 * code + 1]++;
    if (startsTie[k] === 1) consider(k === 0 ? 0 : between(scores[order[k - 1]], scores[order[k]]));
  }
  return best;
}

/** A number above `low` and at most `high`. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return middle > low ? middle : high;
}

function isNearer(threshold: number, other: number): boolean {
  return Math.abs(threshold - 0.5) < Math.abs(other - 0.5);
}
