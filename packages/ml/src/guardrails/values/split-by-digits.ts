import { log } from '../../math/index.ts';
import { UNIT_CONVERSIONS, type UnitConversion } from './unit-conversions.ts';

/** Rows whose digits show that they were converted. */
export interface DigitSplit {
  /** 1 for a converted row. */
  readonly isOther: Uint8Array;
  readonly conversion: UnitConversion;
  /** Whether the converted rows hold the larger numbers. */
  readonly isFiner: boolean;
}

/** Decimals that the rows which were not converted may have, at most. */
const MOST_DECIMALS = 3;
/** Share of rows with so few decimals, and the fewest others. */
const FEWEST_PLAIN = 0.2;
const FEWEST_OTHER = 8;
const FEWEST_OTHER_SHARE = 0.003;
/** Different values that are tried. */
const MOST_TRIED = 200;
/** Share of the others that must fall on the grid once they are converted back, and of the rest that may. */
const HITS = 0.9;
const MOST_HITS_OF_PLAIN = 0.5;
/** Relative error of a factor that was written with few digits. */
const ROUNDED = 3e-6;
/** Distance from the grid, in steps, from which a fit says nothing. */
const VAGUE = 0.15;
/** Improbability of an accident, as a negative logarithm. */
const SURPRISE = 30;
/** Denominators of the fractions that people write as decimals: thirds, sixteenths, minutes. */
const FRACTIONS: readonly number[] = [3, 6, 7, 9, 12, 16, 24, 36];

/**
 * Tells converted rows by their digits: 165.3465 among 71.5 and 80.2 is 75.0 times 2.20462.
 *
 * Of the values with more decimals than the others nine in ten must have as few once they are converted back, which
 * chance would do for one in hundreds each. Factors that are whole numbers leave no such trace.
 *
 * @returns At most one split.
 * @cost O(n), and O(conversions x 200) where decimals differ
 * @source Goldberg (1991), "What Every Computer Scientist Should Know About Floating-Point Arithmetic", ACM CSUR 23, 1.2 (rounding error).
 */
export function splitByDigits(values: Float64Array): DigitSplit[] {
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    const parts = partsOf(values, decimals);
    if (!parts) continue;
    const found = conversionOf(parts.other, parts.plain, decimals);
    if (found) return [{ ...found, isOther: parts.isOther }];
  }
  return [];
}

/**
 * The conversion that takes values with many decimals back to numbers of few, as others have.
 *
 * @param other Values that may be converted. @param plain Values that are not.
 * @param decimals Decimals of the plain values.
 * @cost O(conversions x 200)
 */
export function conversionOf(
  other: readonly number[],
  plain: readonly number[],
  decimals: number,
): Omit<DigitSplit, 'isOther'> | undefined {
  const [tried, rest] = [distinct(other), distinct(plain)];
  if (isFractions(tried, decimals)) return undefined;
  for (const conversion of UNIT_CONVERSIONS) {
    const { scale, shift, written = [] } = conversion;
    if (Number.isInteger(scale)) continue;
    for (const factor of [scale, ...written])
      for (const isFiner of [true, false]) {
        const back = isFiner
          ? (x: number) => (x - shift) / factor
          : (x: number) => x * factor + shift;
        const slope = isFiner ? 1 / factor : factor;
        if (!isHit(tried[0], back, slope, decimals) && !isHit(tried[1], back, slope, decimals))
          continue;
        if (surprise(tried, back, slope, decimals) < SURPRISE) continue;
        if (hits(rest, back, slope, decimals) <= MOST_HITS_OF_PLAIN * rest.length)
          return { conversion, isFiner };
      }
  }
  return undefined;
}

/** Decimals of nearly all values, where they are few. */
export function decimalsOf(values: Float64Array): number | undefined {
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
    let [n, nOn] = [0, 0];
    for (const value of values) {
      if (Number.isNaN(value)) continue;
      n++;
      if (isOnGrid(value, decimals)) nOn++;
    }
    if (n > 0 && nOn >= 0.99 * n) return decimals;
  }
  return undefined;
}

/** Whether a number has no more decimals than these. */
export function isOnGrid(value: number, decimals: number): boolean {
  const steps = value * 10 ** decimals;
  return Math.abs(steps - Math.round(steps)) <= 1e-6;
}

function partsOf(values: Float64Array, decimals: number) {
  const isOther = new Uint8Array(values.length);
  const [plain, other]: [number[], number[]] = [[], []];
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    const isPlain = isOnGrid(values[i], decimals);
    (isPlain ? plain : other).push(values[i]);
    isOther[i] = isPlain ? 0 : 1;
  }
  const n = plain.length + other.length;
  const isUsable =
    plain.length >= FEWEST_PLAIN * n &&
    other.length >= Math.max(FEWEST_OTHER, FEWEST_OTHER_SHARE * n);
  return isUsable ? { plain, other, isOther } : undefined;
}

function distinct(values: readonly number[]): readonly number[] {
  const step = Math.max(1, Math.floor(values.length / MOST_TRIED));
  return [...new Set(values.filter((_, i) => i % step === 0))].slice(0, MOST_TRIED);
}

/** Steps of the grid within which a converted value may miss it: what its own rounding and the factor's explain. */
function toleranceOf(value: number, back: number, slope: number, decimals: number): number {
  const text = String(value);
  const point = text.indexOf('.');
  const written = point < 0 || text.includes('e') ? 0 : text.length - point - 1;
  const rounding = 0.5 * 10 ** -written * slope;
  return (rounding + ROUNDED * Math.abs(back)) * 10 ** decimals + 1e-6;
}

function isHit(
  value: number | undefined,
  back: (x: number) => number,
  slope: number,
  decimals: number,
): boolean {
  if (value === undefined) return false;
  const converted = back(value);
  const steps = converted * 10 ** decimals;
  const tolerance = toleranceOf(value, converted, slope, decimals);
  return tolerance <= VAGUE && Math.abs(steps - Math.round(steps)) <= tolerance;
}

/** Whether half of the values are whole numbers, or numbers of few decimals, over a small denominator. */
function isFractions(values: readonly number[], decimals: number): boolean {
  return [0, 1, decimals].some((few) =>
    FRACTIONS.some((n) => hits(values, (x) => x * n, n, few) >= 0.5 * values.length),
  );
}

function hits(
  values: readonly number[],
  back: (x: number) => number,
  slope: number,
  decimals: number,
): number {
  return values.filter((value) => isHit(value, back, slope, decimals)).length;
}

/** How improbable it is that so many fall on the grid by accident; 0 where too few do. */
function surprise(
  values: readonly number[],
  back: (x: number) => number,
  slope: number,
  decimals: number,
): number {
  let [sum, nHits] = [0, 0];
  for (const value of values) {
    if (!isHit(value, back, slope, decimals)) continue;
    nHits++;
    sum -= log(2 * toleranceOf(value, back(value), slope, decimals));
  }
  return nHits >= HITS * values.length && nHits >= FEWEST_OTHER ? sum : 0;
}
