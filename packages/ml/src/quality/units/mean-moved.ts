import { log } from '../../math/index.ts';
import type { ColumnWindow, NumberBinning } from '../../windows/index.ts';

/** Standard errors within which means and spreads count as one, and what they may move besides: in spreads, and as a logarithm. */
const N_ERRORS = 3;
const MEAN_MOVES = 0.15;
const SPREAD_MOVES = 0.2;
/** A spread of heavy tails says little: a factor of two at most is let through. */
const MOST = 0.7;

/**
 * How far the mean of a window is from that of the changed reference, in spreads; undefined where mean or spread differ by more than chance
 * and a little drift explain.
 *
 * The error of the logarithm of a spread is sqrt((kurtosis - 1) / 4n); the kurtosis is that of the bins' centers.
 *
 * @param rows Of the reference and of the window.
 * @source Kendall & Stuart (1977), "The Advanced Theory of Statistics", vol. 1, 10.
 */
export function meanMoved(
  {
    binning,
    reference,
    current,
  }: {
    readonly binning: NumberBinning;
    readonly reference: ColumnWindow;
    readonly current: ColumnWindow;
  },
  { scale, shift }: { readonly scale: number; readonly shift: number },
  [n, m]: readonly number[],
): number | undefined {
  const [before, now] = [reference.moments, current.moments];
  const spread = Math.sqrt(before.squares / before.weight) * Math.abs(scale);
  const spreadNow = Math.sqrt(now.squares / now.weight);
  if (!(spread > 0 && spreadNow > 0)) return undefined;
  const perRow = 1 / n + 1 / m;
  const away = Math.abs(now.mean - (before.mean * scale + shift));
  if (away > spread * (MEAN_MOVES + N_ERRORS * Math.sqrt(perRow))) return undefined;
  const error = Math.sqrt(((kurtosisOf(binning, reference) - 1) / 4) * perRow);
  const isSame =
    Math.abs(log(spreadNow / spread)) <= Math.min(MOST, SPREAD_MOVES + N_ERRORS * error);
  return isSame ? away / spread : undefined;
}

function kurtosisOf({ centers }: NumberBinning, { counts, moments }: ColumnWindow): number {
  const variance = moments.squares / moments.weight;
  let fourth = 0;
  for (let bin = 0; bin < counts.length; bin++)
    if (counts[bin] > 0) fourth += counts[bin] * (centers[bin] - moments.mean) ** 4;
  return Math.max(1, fourth / moments.weight / variance ** 2);
}
