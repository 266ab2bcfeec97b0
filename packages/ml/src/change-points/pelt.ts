import type { SegmentCost } from './segment-cost.ts';

/** How a series is divided. */
export interface PeltOptions {
  /** What each further stretch costs. */
  readonly penalty: number;
  /** Least values of a stretch. At least, and by default, that of the cost. */
  readonly leastSize?: number;
}

/**
 * The division of a series into stretches with the least sum of costs and penalties: exact, by pruned search.
 *
 * best(t) = min over s of best(s) + cost(s, t) + penalty. A beginning s is given up when best(s) + cost(s, t) > best(t): from then on a division at t is
 * at least as good. With stretches of some least size that holds once a stretch beginning at t is long enough.
 *
 * @returns First values of all stretches but the first, rising. Of divisions that cost the same, the one whose last stretches are longest.
 * @source Killick, Fearnhead & Eckley (2012), "Optimal detection of changepoints with a linear computational cost", JASA 107, 1590-1598.
 * @cost O(n) where changes come at a steady pace, O(n^2) at most, without any change. Fit for some thousand values.
 */
export function pelt(cost: SegmentCost, { penalty, leastSize = 1 }: PeltOptions): number[] {
  const { n } = cost;
  const least = Math.max(leastSize, cost.leastSize);
  const best = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY);
  const begins = new Int32Array(n + 1);
  best[0] = -penalty;
  /** Beginnings that may still be the best, rising, and the end from which each is given up; 0 for never. */
  const open = new Int32Array(n + 1);
  const closesAt = new Int32Array(n + 1);
  const totals = new Float64Array(n + 1);
  let nOpen = 0;
  for (let t = least; t <= n; t++) {
    if (Number.isFinite(best[t - least])) open[nOpen++] = t - least;
    let nLeft = 0;
    for (let i = 0; i < nOpen; i++) {
      const s = open[i];
      if (closesAt[s] !== 0 && closesAt[s] <= t) continue;
      const total = best[s] + cost.of(s, t);
      open[nLeft] = s;
      totals[nLeft++] = total;
      if (total + penalty < best[t]) {
        best[t] = total + penalty;
        begins[t] = s;
      }
    }
    nOpen = nLeft;
    for (let i = 0; i < nOpen; i++)
      if (totals[i] > best[t] && closesAt[open[i]] === 0) closesAt[open[i]] = t + least;
  }
  const found: number[] = [];
  if (n < least) return found;
  for (let t = begins[n]; t > 0; t = begins[t]) found.unshift(t);
  return found;
}
