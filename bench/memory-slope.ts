/** One look at a process. */
export interface Point {
  readonly atMs: number;
  readonly value: number;
}

/** How much grows per minute, with the interval that holds the true growth in 95 of 100 cases. */
export interface Slope {
  readonly perMinute: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Least squares over time. Looks that follow each other are alike, which makes the interval wider: by the autocorrelation of the
 * residuals at lag one.
 *
 * @param points At least four.
 * @source Santer et al. (2000), "Statistical significance of trends", section 3: effective sample size.
 */
export function slopeOf(points: readonly Point[]): Slope {
  const n = points.length;
  const mean = (of: (point: Point) => number) => points.reduce((sum, p) => sum + of(p), 0) / n;
  const [x, y] = [mean(({ atMs }) => atMs), mean(({ value }) => value)];
  const spread = points.reduce((sum, { atMs }) => sum + (atMs - x) ** 2, 0);
  const slope = points.reduce((sum, { atMs, value }) => sum + (atMs - x) * (value - y), 0) / spread;
  const residuals = points.map(({ atMs, value }) => value - y - slope * (atMs - x));
  const squares = residuals.reduce((sum, residual) => sum + residual ** 2, 0);
  const products = residuals.reduce(
    (sum, residual, i) => sum + residual * (residuals[i - 1] ?? 0),
    0,
  );
  const lag = squares === 0 ? 0 : Math.min(0.95, Math.max(0, products / squares));
  const nEffective = Math.max(3, n * ((1 - lag) / (1 + lag)));
  const error = Math.sqrt(squares / (nEffective - 2) / spread);
  const margin = QUANTILE * error;
  const perMinute = (of: number) => of * 60_000;
  return {
    perMinute: perMinute(slope),
    low: perMinute(slope - margin),
    high: perMinute(slope + margin),
  };
}

/** Of the normal distribution at 97.5 %. */
const QUANTILE = 1.96;
