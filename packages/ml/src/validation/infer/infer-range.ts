import type { Bounds, ColumnStatistics, ColumnType, NumberStatistics } from '@kaizenml/contracts';
import { inferDateRange } from './infer-date-range.ts';

/** Fewest numbers from which a tail can be judged, and those below which a bound moves out by as many reaches more as are missing. */
const [FEWEST_NUMBERS, MANY_NUMBERS] = [20, 100];
/** Heavier tails, and columns that are nearly constant, are taken for as heavy as this: 50 times their reach is allowed. */
const HEAVIEST_TAIL = 7;
/** Different whole numbers up to which they may be a closed scale, such as months or stars. */
const LONGEST_SCALE = 60;
/** Rows that the end of a scale must have, beside a quarter of what its values have on average. */
const FEWEST_AT_END = 20;

/**
 * Bounds that the next batch of ordinary rows keeps, and gross errors do not.
 *
 * From the median m, the end of a side lies at s, its last hundredth at s99. Let t = s / s99, which is near 1 for bounded
 * values and grows with the weight of the tail, up to 7: the bound is m + (1 + t^2) s, so that a batch as large passes it with a chance below
 * 1 % for exponential and lognormal tails, while a sign, a unit or a placeholder that went wrong does. Values that are never
 * negative stay so. Whole numbers of a scale whose ends occur often are bounded by them.
 *
 * Dates move with time: see `inferDateRange`.
 */
export function inferRange(
  column: ColumnStatistics,
  type: ColumnType,
): Bounds<number | string> | undefined {
  const { number } = column;
  if (type === 'date') return inferDateRange(column);
  if (number === undefined || (type !== 'integer' && type !== 'number')) return undefined;
  const { min, max } = number;
  const nFinite = column.nRows - column.nMissing - number.nNaN - number.nInfinite;
  if (min === null || max === null || nFinite < FEWEST_NUMBERS) return undefined;
  if (min === max) return min >= 0 ? { min: 0 } : undefined;
  const { hasMin, hasMax } = scaleEnds(column, type);
  const low = hasMin ? min : lowerBound(number, min, nFinite);
  const high = hasMax ? max : upperBound(number, max, nFinite);
  if (low === undefined && high === undefined) return undefined;
  return { ...(low !== undefined && { min: low }), ...(high !== undefined && { max: high }) };
}

function scaleEnds(
  { values, number, nRows, nMissing }: ColumnStatistics,
  type: ColumnType,
): { readonly hasMin: boolean; readonly hasMax: boolean } {
  if (type !== 'integer' || values === undefined || values.length > LONGEST_SCALE)
    return { hasMin: false, hasMax: false };
  const mean = (nRows - nMissing) / values.length;
  const isFrequent = (end: number | null | undefined): boolean => {
    const count = values.find(({ value }) => Number(value) === end)?.count ?? 0;
    return count >= Math.max(FEWEST_AT_END, mean / 4);
  };
  return { hasMin: isFrequent(number?.min), hasMax: isFrequent(number?.max) };
}

function lowerBound(number: NumberStatistics, min: number, nFinite: number): number | undefined {
  const median = quantile(number, 0.5);
  const reach = reachOf(median - min, median - quantile(number, 0.01), nFinite);
  if (reach === undefined) return min >= 0 ? 0 : undefined;
  const bound = roundOut(median - reach, { reach, end: 'min' });
  return min >= 0 ? Math.max(0, bound) : bound;
}

function upperBound(number: NumberStatistics, max: number, nFinite: number): number | undefined {
  const median = quantile(number, 0.5);
  const reach = reachOf(max - median, quantile(number, 0.99) - median, nFinite);
  if (reach === undefined) return max <= 0 ? 0 : undefined;
  const bound = roundOut(median + reach, { reach, end: 'max' });
  return max <= 0 ? Math.min(0, bound) : bound;
}

/** How far from the median values may lie; undefined where there is no tail. Few rows tell less. */
function reachOf(end: number, lastHundredth: number, nFinite: number): number | undefined {
  if (end === 0) return undefined;
  const weight = Math.min(HEAVIEST_TAIL, Math.max(1, end / Math.max(0, lastHundredth)));
  const reach = (1 + weight * weight + MANY_NUMBERS / nFinite) * end;
  return Number.isFinite(reach) ? reach : undefined;
}

function quantile({ quantiles }: NumberStatistics, share: number): number {
  return quantiles.find((each) => each.share === share)?.value ?? Number.NaN;
}

/** As many digits as two of the reach, away from the values. */
function roundOut(
  bound: number,
  { reach, end }: { readonly reach: number; readonly end: 'min' | 'max' },
): number {
  const digits = 1 - Math.floor(Math.log10(reach));
  const scale = 10 ** Math.abs(digits);
  const steps = digits > 0 ? bound * scale : bound / scale;
  const whole = end === 'min' ? Math.floor(steps) : Math.ceil(steps);
  return (digits > 0 ? whole / scale : whole * scale) + 0;
}
