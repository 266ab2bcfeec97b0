import { smirnovTail } from '../../stats/index.ts';
import { type ColumnWindow, isLevelBinning, type NumberBinning } from '../../windows/index.ts';
import type { QualityFinding } from '../quality-finding.ts';
import { sayNumber } from '../say-number.ts';
import { CHANGES, type Change } from '../units/changes.ts';
import { distanceAfter } from '../units/distance-after.ts';
import { meanMoved } from '../units/mean-moved.ts';
import { partOf, type WindowedColumn } from '../windowed-column.ts';

/** Least distance of the distributions as they are, by factor: populations are often a small one apart, and never a hundred. */
const LEAST_APART = [
  { factor: 100, apart: 0.2 },
  { factor: 10, apart: 0.4 },
  { factor: 1, apart: 0.6 },
] as const;
const LARGE = 10;
/** After the conversion the distributions must be this close, or no farther than chance at a level of 0.001. */
const CLOSE = 0.12;
const MOST = 0.2;
const CHANCE = 1.95;
/** Rows that tell a distribution, and bins that do; large factors need no shape. */
const FEWEST_ROWS = 20;
const FEWEST_BINS = 8;

/**
 * Whether the window fits the reference after one conversion: a power of ten, a known pair of units, or a turned sign.
 *
 * Bins tell how far the distributions are apart before and after; beyond the reference, where bins are wide, mean and spread tell the
 * factor. The closest conversion is named. The p-value is that of the distance before it: Smirnov's test, on bins.
 *
 * @cost O(conversions x bins) where mean and spread fit
 * @source Smirnov (1948), Annals of Mathematical Statistics 19, on the distance.
 */
export function checkUnits({
  binning,
  reference,
  current,
}: WindowedColumn): QualityFinding | undefined {
  if (isLevelBinning(binning) || binning.kind !== 'number') return undefined;
  const [n, m] = [reference, current].map((side) => partOf(side, side.moments.weight).count);
  const { name } = binning;
  const range = `${sayNumber(reference.moments.min)} to ${sayNumber(reference.moments.max)}`;
  const fit =
    n < FEWEST_ROWS || m < FEWEST_ROWS
      ? undefined
      : bestFit({ binning, reference, current }, [n, m]);
  const found = fit === undefined ? 'the same unit' : `as if ${fit.change.done}`;
  return {
    ...{ check: 'units', column: name },
    effect: fit?.before ?? 0,
    pValue: fit === undefined ? 1 : smirnovTail(fit.before, n, m),
    expected: `values of ${range}`,
    found,
    why:
      fit === undefined
        ? `Column "${name}" has its unit.`
        : `Column "${name}" is ${found}: converted back, its values are those of the reference, ${range}.${fit.change.words === '' ? '' : ` It looks like ${fit.change.words}.`}`,
  };
}

interface Fit {
  readonly change: Change;
  readonly before: number;
  /** What is left of the distance after it, and of that of the means in spreads. */
  readonly away: number;
}

function bestFit(
  sides: {
    readonly binning: NumberBinning;
    readonly reference: ColumnWindow;
    readonly current: ColumnWindow;
  },
  [n, m]: readonly number[],
): Fit | undefined {
  const before = distanceAfter(sides, { scale: 1, shift: 0 });
  const limit = Math.min(MOST, Math.max(CLOSE, CHANCE * Math.sqrt((n + m) / (n * m))));
  const nBins = sides.reference.counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  let best: Fit | undefined;
  for (const change of CHANGES) {
    const { factor } = change;
    if (factor < LARGE && nBins < FEWEST_BINS) continue;
    if (before < (LEAST_APART.find((row) => factor >= row.factor)?.apart ?? 1)) continue;
    const moved = meanMoved(sides, change, [n, m]);
    if (moved === undefined) continue;
    const after = distanceAfter(sides, change);
    if (after <= limit && after <= before / 3 && after + moved < (best?.away ?? Infinity))
      best = { change, before, away: after + moved };
  }
  return best;
}
