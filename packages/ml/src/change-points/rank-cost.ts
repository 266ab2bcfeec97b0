import { ranks } from '../stats/index.ts';
import { runningSums, type SegmentCost } from './segment-cost.ts';

/**
 * Values of any law whose level changes: minus the statistic of Kruskal and Wallis that the stretch adds.
 *
 * -m (mean rank - (n + 1) / 2)^2 / variance of the ranks. Outliers and long tails do not move it.
 *
 * @source Lung-Yut-Fong, Lévy-Leduc & Cappé (2015), "Homogeneity and change-point detection tests for multivariate data using rank statistics", Journal de la SFdS 156.
 */
export function rankCost(values: ArrayLike<number>): SegmentCost {
  const n = values.length;
  const centered = ranks(Float64Array.from(values)).map((rank) => rank - (n + 1) / 2);
  const sums = runningSums(centered);
  let variance = 0;
  for (const rank of centered) variance += (rank * rank) / Math.max(1, n - 1);
  return {
    n,
    nFitted: 1,
    leastSize: 2,
    of(from, to) {
      const sum = sums[to] - sums[from];
      return variance === 0 ? 0 : -(sum * sum) / (to - from) / variance;
    },
  };
}
