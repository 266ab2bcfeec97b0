import { countDistinctSorted, quantileSorted } from '../../stats/index.ts';
import { ksDistance } from './ks-distance.ts';
import { UNIT_CONVERSIONS, type UnitConversion } from './unit-conversions.ts';

/** Two samples that are one after a conversion. */
export interface UnitMatch {
  readonly conversion: UnitConversion;
  /** Which sample holds the larger numbers, those in the finer unit. */
  readonly finer: 'first' | 'second';
  /** Distance of the distributions as they are, and after the conversion. */
  readonly before: number;
  readonly after: number;
}

/** Distance that factors below `LARGE` need: populations are often so far apart. */
const APART_SMALL = 0.6;
const LARGE = 10;
/** Samples must be this close after the conversion, or no farther than chance. */
const CLOSE = 0.12;
const MOST = 0.2;
/** Standard distances of Smirnov's test within which samples count as one: a level of 0.001. */
const CHANCE = 1.95;
/** Different values that tell a distribution. */
const FEWEST_VALUES = 8;

/**
 * The conversion that makes two samples one, if there is one among those that get mixed up.
 *
 * @param first Sorted, without NaN. @param second Sorted, without NaN.
 * @param apart Distance that the two must have before the conversion, 0 to 1.
 * @cost O(conversions x (n + m)); those whose medians do not fit cost O(1).
 * @source Smirnov (1948), Ann. Math. Stat. 19, on the distance.
 */
export function matchUnits(
  first: Float64Array,
  second: Float64Array,
  apart: number,
): UnitMatch | undefined {
  if (first.length < 20 || second.length < 20) return undefined;
  if (countDistinctSorted(first) < FEWEST_VALUES || countDistinctSorted(second) < FEWEST_VALUES)
    return undefined;
  const before = ksDistance(first, second);
  if (before < apart) return undefined;
  const chance =
    CHANCE * Math.sqrt((first.length + second.length) / (first.length * second.length));
  const limit = Math.min(MOST, Math.max(CLOSE, chance));
  const isFirstFiner = quantileSorted(first, 0.5) > quantileSorted(second, 0.5);
  const [fine, coarse] = isFirstFiner ? [first, second] : [second, first];
  let best: UnitMatch | undefined;
  for (const conversion of UNIT_CONVERSIONS) {
    if (before < (conversion.scale < LARGE ? Math.max(apart, APART_SMALL) : apart)) continue;
    if (!mediansFit(fine, coarse, conversion)) continue;
    const after = ksDistance(fine, coarse, conversion.scale, conversion.shift);
    if (after <= limit && after <= before / 3 && after < (best?.after ?? 1))
      best = { conversion, finer: isFirstFiner ? 'first' : 'second', before, after };
  }
  return best;
}

function mediansFit(
  fine: Float64Array,
  coarse: Float64Array,
  { scale, shift }: UnitConversion,
): boolean {
  const said = quantileSorted(coarse, 0.5) * scale + shift;
  return said >= quantileSorted(fine, 0.5 - MOST) && said <= quantileSorted(fine, 0.5 + MOST);
}
