import { nthSmallest } from '../math/index.ts';
import { runningSums, type SegmentCost } from './segment-cost.ts';

/** Median of |z| of a standard normal deviate. */
const HALF_NORMAL_MEDIAN = 0.6744897501960817;

/**
 * Normal values of one deviation whose mean changes: squares around the mean of the stretch over the variance.
 *
 * @param deviation Of the values within a stretch; `stepDeviation` where left out.
 * @source Page (1954); Yao (1988), "Estimating the number of change-points via Schwarz' criterion", Statistics & Probability Letters 6, 181-189.
 */
export function meanCost(
  values: ArrayLike<number>,
  deviation = stepDeviation(values),
): SegmentCost {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i] / n;
  const centered = Float64Array.from(values, (x) => x - mean);
  const sums = runningSums(centered);
  const squares = runningSums(centered.map((x) => x * x));
  const variance = deviation * deviation;
  return {
    n,
    nFitted: 1,
    leastSize: 1,
    of(from, to) {
      if (variance === 0) return 0;
      const sum = sums[to] - sums[from];
      return Math.max(0, squares[to] - squares[from] - (sum * sum) / (to - from)) / variance;
    },
  };
}

/**
 * Deviation of the values around a mean that changes now and then: from the median step between neighbors, so that changes do not count.
 *
 * The root mean square of the steps where more than half of them are 0; 0 of a constant series.
 *
 * @source von Neumann, Kent, Bellinson & Hart (1941) for the differences; Rousseeuw & Croux (1993) for the median.
 */
export function stepDeviation(values: ArrayLike<number>): number {
  const n = values.length - 1;
  if (n < 1) return 0;
  const steps = Float64Array.from({ length: n }, (_, i) => Math.abs(values[i + 1] - values[i]));
  const median = nthSmallest(steps.slice(), Math.floor(n / 2));
  if (median > 0) return median / HALF_NORMAL_MEDIAN / Math.SQRT2;
  let squares = 0;
  for (const step of steps) squares += step * step;
  return Math.sqrt(squares / n / 2);
}
