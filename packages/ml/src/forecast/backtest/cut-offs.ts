/** Where a history is cut to see how well its end would have been forecast. */
export interface CutOffs {
  /** Steps that are forecast after each cut. */
  readonly horizon: number;
  /** Number of points before each cut, increasing; empty where a series is too short. */
  readonly ends: readonly number[];
}

/** How to cut. */
export interface CutOffOptions {
  readonly horizon: number;
  /** Cuts at most. */
  readonly nFolds: number;
  /** Steps between cuts. Default: the horizon, so that each point is forecast once. */
  readonly stride?: number;
}

/** Points that a forecast is made from at least. */
const LEAST_HISTORY = 4;

/**
 * Rolling origins: cuts from the end backward, at each of which only points before it are known.
 *
 * Short series are forecast over a shorter horizon, a quarter of their points at least, and at least half of the points
 * stay before the first cut.
 *
 * @param n Number of points.
 * @source Tashman (2000), "Out-of-sample tests of forecasting accuracy", International Journal of Forecasting 16,
 * 437-450.
 */
export function cutOffs(n: number, { horizon, nFolds, stride }: CutOffOptions): CutOffs {
  const steps = Math.min(horizon, Math.max(1, Math.floor(n / 4)));
  const ends: number[] = [];
  for (let fold = 0; fold < nFolds; fold++) {
    const end = n - steps - fold * (stride ?? steps);
    if (end < Math.max(LEAST_HISTORY, n / 2)) break;
    ends.unshift(end);
  }
  return { horizon: steps, ends };
}
