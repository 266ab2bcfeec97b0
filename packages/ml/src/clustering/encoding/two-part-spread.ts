import { drawTailsIn } from './draw-tails-in.ts';
import type { RobustSpread } from './robust-spread.ts';

/** Variance left within the two halves of a normal distribution, as a share of all: 1 - 2 / pi. */
const NORMAL_SHARE = 0.3633802276324187;
/** Least share of the robust standard deviation that is answered. */
const LEAST = 0.4;

/**
 * The spread of a column with its own two parts set aside.
 *
 * A column that parts rows spreads wide because of that, and dividing by its whole spread would shrink the very
 * distance that parts them. So numbers are cut in two where that leaves the least variance within, and what is left is
 * compared with what a cut leaves of a normal distribution: 1 for one mode, less for two, never below 0.4.
 *
 * @param sorted Increasing, finite, at least one.
 * @returns The spread, times that share.
 * @cost O(n)
 * @source After Art, Gnanadesikan & Kettenring (1982), "Data-Based Metrics for Cluster Analysis", Utilitas Mathematica 21A,
 * 75-99: scale by the spread within groups, not by the whole.
 */
export function twoPartSpread(sorted: Float64Array, { center, spread }: RobustSpread): number {
  const z = sorted.map((value) => drawTailsIn((value / 4 - center / 4) / (spread / 4)));
  const n = z.length;
  const sum = z.reduce((total, value) => total + value, 0);
  const squares = z.reduce((total, value) => total + value * value, 0);
  const all = squares - (sum * sum) / n;
  if (!(all > 0)) return spread;
  let between = 0;
  for (let i = 1, below = z[0]; i < n; below += z[i++]) {
    const gap = below / i - (sum - below) / (n - i);
    between = Math.max(between, ((i * (n - i)) / n) * gap * gap);
  }
  const share = Math.sqrt(Math.max(0, 1 - between / all) / NORMAL_SHARE);
  return spread * Math.min(1, Math.max(LEAST, share));
}
