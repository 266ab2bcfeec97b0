import { exp } from '../math/index.ts';
import type { SegmentCost } from './segment-cost.ts';

/** Where a change may be: first values after it, both ends inside. */
export interface PositionInterval {
  readonly low: number;
  readonly high: number;
  /** Probability of the likeliest position. */
  readonly probability: number;
}

/**
 * Where the one change between two others may be, with a probability of at least `level`.
 *
 * Every position counts as equally likely before; each weighs exp(-cost / 2), the cost being that of the two stretches that it makes. The interval holds
 * the likeliest positions until they weigh enough.
 *
 * @param between First value of the stretch before the change, and first value after the stretch behind it.
 * @source Smith (1975), "A Bayesian approach to inference about a change-point in a sequence of random variables", Biometrika 62, 407-416, with fitted
 * parameters in place of a prior.
 * @cost O(m log m), m being the values between.
 */
export function positionInterval(
  cost: SegmentCost,
  between: readonly [from: number, to: number],
  { level, leastSize }: { readonly level: number; readonly leastSize: number },
): PositionInterval {
  const [from, to] = between;
  const positions: { at: number; cost: number; weight: number }[] = [];
  let least = Number.POSITIVE_INFINITY;
  for (let at = from + leastSize; at <= to - leastSize; at++) {
    const both = cost.of(from, at) + cost.of(at, to);
    least = Math.min(least, both);
    positions.push({ at, cost: both, weight: 0 });
  }
  let total = 0;
  for (const position of positions) {
    position.weight = exp(-(position.cost - least) / 2);
    total += position.weight;
  }
  positions.sort((one, other) => other.weight - one.weight || one.at - other.at);
  let [low, high, held] = [positions[0].at, positions[0].at, 0];
  for (const { at, weight } of positions) {
    if (held >= level * total) break;
    held += weight;
    low = Math.min(low, at);
    high = Math.max(high, at);
  }
  return { low, high, probability: positions[0].weight / total };
}
