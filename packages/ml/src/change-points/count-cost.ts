import { log } from '../math/index.ts';
import { runningSums, type SegmentCost } from './segment-cost.ts';

/**
 * Counts whose rate changes, by Poisson's law: -2 S ln(S / E), S being the counts of the stretch and E what they are of.
 *
 * @param exposures What each count is of, such as the requests of its window; 1 each where left out.
 * @source Poisson's likelihood; Killick, Fearnhead & Eckley (2012), JASA 107, for the search.
 */
export function countCost(
  counts: ArrayLike<number>,
  exposures: ArrayLike<number> = Float64Array.from(counts, () => 1),
): SegmentCost {
  const sums = runningSums(counts);
  const wholes = runningSums(exposures);
  return {
    n: counts.length,
    nFitted: 1,
    leastSize: 1,
    of(from, to) {
      const sum = sums[to] - sums[from];
      const whole = wholes[to] - wholes[from];
      return sum <= 0 || whole <= 0 ? 0 : -2 * sum * log(sum / whole);
    },
  };
}
