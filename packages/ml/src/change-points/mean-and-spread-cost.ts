import { log } from '../math/index.ts';
import { runningSums, type SegmentCost } from './segment-cost.ts';

/** Share of the variance of the whole series that a stretch has at least: without it two equal neighbors would fit infinitely well. */
const LEAST_SHARE = 1e-6;

/**
 * Normal values whose mean or deviation changes: m ln(variance of the stretch), m being its values.
 *
 * @param leastVariance Added to the variance of each stretch; a millionth of that of the series where left out.
 * @source Killick, Fearnhead & Eckley (2012), "Optimal detection of changepoints with a linear computational cost", JASA 107, 1590-1598.
 */
export function meanAndSpreadCost(values: ArrayLike<number>, leastVariance?: number): SegmentCost {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i] / n;
  const centered = Float64Array.from(values, (x) => x - mean);
  const sums = runningSums(centered);
  const squares = runningSums(centered.map((x) => x * x));
  const least = leastVariance ?? (LEAST_SHARE * squares[n]) / Math.max(1, n);
  return {
    n,
    nFitted: 2,
    leastSize: 2,
    of(from, to) {
      const m = to - from;
      const sum = sums[to] - sums[from];
      const variance = Math.max(0, squares[to] - squares[from] - (sum * sum) / m) / m + least;
      return variance === 0 ? 0 : m * log(variance);
    },
  };
}
