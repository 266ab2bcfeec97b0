import { countDistinctSorted, quantileSorted, sortedPresent } from '../../stats/index.ts';
import { ksDistance } from './ks-distance.ts';
import { matchUnits, type UnitMatch } from './match-units.ts';
import { firstAtLeast } from './sorted-places.ts';
import { UNIT_CONVERSIONS, type UnitConversion } from './unit-conversions.ts';

/** A column cut at a value such that one side is the other in another unit. */
export interface ConversionSplit {
  /** 1 for a row of the smaller side. */
  readonly isOther: Uint8Array;
  readonly match: UnitMatch;
}

/** Rows around the cut, as a share of the smaller side, above which the two sides are one mode. */
const VALLEY = 0.2;
/** Width of that neighborhood, as a part of the way from one unit to the other. */
const WIDTH = 0.12;
const FEWEST = 20;
/** Fewest values that are a whole mode by their gap alone, for factors of 100 and more; and that gap, as a factor. */
const FEW = 8;
const GAP = 3;
const SURE_SCALE = 100;
/** Different values of the few, as a share of those that as many of the others have: a penny is no tip in another unit. */
const MANY_VALUES = 0.6;
/** Distance of the two sides, which a cut makes large. */
const APART = 0.6;

/**
 * Cuts of a column into two modes that a conversion brings together.
 *
 * For each conversion the cut lies halfway between the median and its converted self, in the logarithm; few
 * values may lie near it. Zeros and values on the other side of the conversion's fixed point stay where they are.
 *
 * @cost O(n log n + conversions x log n), and O(n) for each conversion that fits the medians
 * @source Titterington, Smith & Makov (1985), "Statistical Analysis of Finite Mixture Distributions", on valleys between modes.
 */
export function splitByConversion(values: Float64Array): ConversionSplit[] {
  const sorted = sortedPresent(values).filter((value) => value !== 0);
  if (sorted.length < 2 * FEWEST) return [];
  const median = quantileSorted(sorted, 0.5);
  const found = UNIT_CONVERSIONS.flatMap((conversion) =>
    [1, -1].flatMap((way) => {
      const cut = cutOf(sorted, conversion, between(median, conversion, way / 2));
      return cut === undefined ? [] : splitAt(values, sorted, cut, conversion);
    }),
  );
  return found.sort((a, b) => a.match.after - b.match.after).slice(0, 1);
}

/** The value on the way from `x` (0) to its converted self (1). */
function between(x: number, { scale, shift }: UnitConversion, way: number): number {
  if (scale === 1) return x + way * shift;
  const fixed = shift / (1 - scale);
  return fixed + (x - fixed) * scale ** way;
}

/** Moves a first cut halfway between the median below it and that median converted. */
function cutOf(
  sorted: Float64Array,
  conversion: UnitConversion,
  start: number,
): number | undefined {
  let cut = start;
  for (let round = 0; round < 2; round++) {
    const below = sorted.subarray(0, firstAtLeast(sorted, cut));
    if (below.length < FEW) return undefined;
    cut = between(quantileSorted(below, 0.5), conversion, 0.5);
  }
  return cut;
}

/** Whether the values of the smaller side, converted, fall among the others, while as they are a wide gap parts them. */
function isClearMode(below: Float64Array, above: Float64Array, { scale }: UnitConversion): boolean {
  const [few, many] = above.length < below.length ? [above, below] : [below, above];
  if (scale < SURE_SCALE || few.length < FEW || many.length < FEWEST || below[0] <= 0) return false;
  if (countDistinctSorted(few) < MANY_VALUES * countDistinctSorted(drawn(many, few.length)))
    return false;
  const factor = few === above ? 1 / scale : scale;
  const middle = quantileSorted(few, 0.5) * factor;
  const isAmong =
    few[0] * factor >= many[0] / 1.5 && few[few.length - 1] * factor <= many[many.length - 1] * 1.5;
  const isCentral = middle >= quantileSorted(many, 0.02) && middle <= quantileSorted(many, 0.98);
  return isAmong && isCentral && above[0] >= GAP * below[below.length - 1];
}

function drawn(sorted: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, k) => sorted[Math.floor((k * sorted.length) / n)]);
}

function splitAt(
  values: Float64Array,
  sorted: Float64Array,
  cut: number,
  conversion: UnitConversion,
): ConversionSplit[] {
  const place = firstAtLeast(sorted, cut);
  const below = sorted.subarray(0, place);
  const above = sorted.subarray(place);
  const smaller = Math.min(below.length, above.length);
  const isFew = smaller < FEWEST || smaller < 0.003 * sorted.length;
  const isClear = isClearMode(below, above, conversion);
  if (isFew && !isClear) return [];
  const [low, high] = [between(cut, conversion, -WIDTH), between(cut, conversion, WIDTH)];
  const nNear = firstAtLeast(sorted, high) - firstAtLeast(sorted, low);
  if (nNear > VALLEY * smaller) return [];
  const match: UnitMatch | undefined = isClear
    ? { conversion, finer: 'second', before: 1, after: ksDistance(above, below, conversion.scale) }
    : matchUnits(below, above, APART);
  if (match?.conversion !== conversion) return [];
  const isAbove = above.length <= below.length;
  const isOther = Uint8Array.from(values, (value) =>
    value !== 0 && value >= cut === isAbove && !Number.isNaN(value) ? 1 : 0,
  );
  return [{ isOther, match: { ...match, finer: isAbove ? 'second' : 'first' } }];
}
