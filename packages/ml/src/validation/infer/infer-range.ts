import type { Bounds, ColumnStatistics, ColumnType, NumberStatistics } from '@kaizenml/contracts';

/** Fewest numbers from which a tail can be judged. */
const FEWEST_NUMBERS = 100;
/** A tail that grew more than so much between its last hundredth and its end has no end that can be told. */
const HEAVIEST_TAIL = 7;
/** Different whole numbers up to which they may be a closed scale, such as months or stars. */
const LONGEST_SCALE = 60;

/**
 * Bounds that the next batch of ordinary rows keeps, and gross errors do not.
 *
 * From the median m, the end of a side lies at s, its last hundredth at s99. Let t = s / s99, which is near 1 for bounded
 * values and grows with the weight of the tail: the bound is m + (1 + t^2) s, so that a batch as large passes it with a chance below
 * 1 % for exponential and lognormal tails, while a sign, a unit or a placeholder that went wrong does. Values that are never
 * negative stay so. Whole numbers of a scale whose ends occur often are bounded by them.
 *
 * Dates move with time and get no range.
 */
export function inferRange(column: ColumnStatistics, type: ColumnType): Bounds<number> | undefined {
  const { number } = column;
  if (number === undefined || (type !== 'integer' && type !== 'number')) return undefined;
  const { min, max } = number;
  const nFinite = column.nRows - column.nMissing - number.nNaN - number.nInfinite;
  if (min === null || max === null || nFinite < FEWEST_NUMBERS) return undefined;
  if (min === max) return undefined;
  const { hasMin, hasMax } = scaleEnds(column, type);
  const low = hasMin ? min : lowerBound(number, min);
  const high = hasMax ? max : upperBound(number, max);
  if (low === undefined && high === undefined) return undefined;
  return { ...(low !== undefined && { min: low }), ...(high !== undefined && { max: high }) };
}

function scaleEnds(
  { values, number, nRows, nMissing }: ColumnStatistics,
  type: ColumnType,
): { readonly hasMin: boolean; readonly hasMax: boolean } {
  if (type !== 'integer' || values === undefined || values.length > LONGEST_SCALE)
    return { hasMin: false, hasMax: false };
  const isFlag = number?.min === 0 && number.max === 1;
  const mean = (nRows - nMissing) / values.length;
  const isFrequent = (end: number | null | undefined): boolean =>
    isFlag || (values.find(({ value }) => Number(value) === end)?.count ?? 0) >= mean / 4;
  return { hasMin: isFrequent(number?.min), hasMax: isFrequent(number?.max) };
}

function lowerBound(number: NumberStatistics, min: number): number | undefined {
  const reach = reachOf(
    quantile(number, 0.5) - min,
    quantile(number, 0.5) - quantile(number, 0.01),
  );
  if (reach === undefined) return min >= 0 ? 0 : undefined;
  const bound = roundOut(quantile(number, 0.5) - reach, 'min');
  return min >= 0 ? Math.max(0, bound) : bound;
}

function upperBound(number: NumberStatistics, max: number): number | undefined {
  const reach = reachOf(
    max - quantile(number, 0.5),
    quantile(number, 0.99) - quantile(number, 0.5),
  );
  if (reach === undefined) return max <= 0 ? 0 : undefined;
  const bound = roundOut(quantile(number, 0.5) + reach, 'max');
  return max <= 0 ? Math.min(0, bound) : bound;
}

/** How far from the median values may lie; undefined where the tail does not tell. */
function reachOf(end: number, lastHundredth: number): number | undefined {
  if (end === 0 || lastHundredth <= 0) return undefined;
  const weight = Math.max(1, end / lastHundredth);
  const reach = (1 + weight * weight) * end;
  return weight > HEAVIEST_TAIL || !Number.isFinite(reach) ? undefined : reach;
}

function quantile({ quantiles }: NumberStatistics, share: number): number {
  return quantiles.find((each) => each.share === share)?.value ?? Number.NaN;
}

/** Two digits that count, away from the values. */
function roundOut(bound: number, end: 'min' | 'max'): number {
  if (bound === 0) return 0;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(bound))) - 1);
  const rounded = (end === 'min' ? Math.floor(bound / step) : Math.ceil(bound / step)) * step;
  return Number(rounded.toPrecision(3));
}
