import { AppError } from '@kaizenml/contracts';
import { log } from '../../math/index.ts';
import { studentTail } from '../../stats/index.ts';
import { binomialTail } from '../chance/binomial-tail.ts';
import type { QualityFinding } from '../quality-finding.ts';
import { sayNumber } from '../say-number.ts';

/** How many rows came, and how many usually come. */
export interface Volume {
  /** Rows of the window. */
  readonly nRows: number;
  /** Rows of the windows right before it, as long as it is, the oldest first. */
  readonly past: readonly number[];
  /** Windows of a season, such as 24 of a day or 168 of a week. Default 1: none. */
  readonly season?: number | undefined;
}

/** Degrees of freedom below which a spread says nothing. */
const FEWEST = 4;
/** @source Anscombe (1948), Biometrika 35: what makes small counts most normal. */
const ANSCOMBE = 3 / 8;

/**
 * Whether more or fewer rows came than in windows before, those of the same place in the season.
 *
 * Two chances are reckoned, and the larger one counts: that of Poisson counts, exactly, given their sum, which is right for rows that come
 * on their own; and Student's t of counts transformed so that their spread is the same at every level, which is right for rows that come in
 * bursts. The transformation is that of negative binomial counts, 2 / sqrt(a) asinh(sqrt(a (x + 3/8))), with variance x + a x²; a is that
 * of the past around the means of its season, by moments.
 *
 * @returns Undefined while the past is too short: fewer than four windows more than the season has places, or none of this place.
 * @throws ARGUMENT_INVALID where the season or a count is out of range.
 * @cost O(windows + sqrt(rows))
 * @source Przyborowski & Wilenski (1940), Biometrika 31, for Poisson counts; Anscombe (1948), Biometrika 35, for the transformation.
 */
export function checkVolume({ nRows, past, season = 1 }: Volume): QualityFinding | undefined {
  assertVolume({ nRows, past, season });
  const place = past.length % season;
  const nPlaces = Math.min(season, past.length);
  const same = past.filter((_, i) => i % season === place);
  const freedom = past.length - nPlaces;
  if (freedom < FEWEST || same.length < 2) return undefined;
  const expected = meanOf(same);
  const dispersion = dispersionOf(past, season);
  const level = (count: number): number => transformed(count, dispersion);
  const levels = past.map(level);
  const means = Array.from({ length: nPlaces }, (_, at) =>
    meanOf(levels.filter((_, i) => i % season === at)),
  );
  const squares = levels.reduce((sum, value, i) => sum + (value - means[i % season]) ** 2, 0);
  const error = Math.sqrt((squares / freedom) * (1 + 1 / same.length));
  const distance = Math.abs(level(nRows) - means[place]);
  const pBursts = distance === 0 ? 1 : studentTail(distance / error, freedom);
  const effect = expected === nRows ? 0 : 1 - Math.min(expected, nRows) / Math.max(expected, nRows);
  const said = expected >= 10 ? Math.round(expected) : sayNumber(expected);
  const usual = season === 1 ? 'usually' : 'usually at this time';
  return {
    ...{ check: 'volume', column: null },
    effect,
    pValue: Math.max(poissonPValue(nRows, same), pBursts),
    expected: `${said} rows`,
    found: `${nRows} rows`,
    why: `${nRows === 0 ? 'No rows' : `${nRows} ${nRows === 1 ? 'row' : 'rows'}`} came in this window, ${usual} about ${said}.`,
  };
}

/** Two-sided: twice the smaller tail of the share of this window among all rows. */
function poissonPValue(nRows: number, same: readonly number[]): number {
  const n = same.reduce((sum, count) => sum + count, nRows);
  const p = 1 / (same.length + 1);
  const asMany = binomialTail(nRows, { n, p });
  const asFew = binomialTail(n - nRows, { n, p: 1 - p });
  return Math.min(1, 2 * Math.min(asMany, asFew));
}

function transformed(count: number, dispersion: number): number {
  const shifted = count + ANSCOMBE;
  if (dispersion * shifted < 1e-8) return 2 * Math.sqrt(shifted);
  const root = Math.sqrt(dispersion * shifted);
  return (2 / Math.sqrt(dispersion)) * log(root + Math.sqrt(dispersion * shifted + 1));
}

/** a of a variance of mean + a mean², 0 where counts vary less. */
function dispersionOf(past: readonly number[], season: number): number {
  let [beyond, squares] = [0, 0];
  for (let place = 0; place < Math.min(season, past.length); place++) {
    const counts = past.filter((_, i) => i % season === place);
    const mean = meanOf(counts);
    const freedom = counts.length - 1;
    for (const count of counts) beyond += (count - mean) ** 2;
    beyond -= freedom * mean;
    squares += freedom * mean ** 2;
  }
  return squares === 0 ? 0 : Math.max(0, beyond / squares);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function assertVolume({ nRows, past, season }: Required<Volume>): void {
  const wrong = [nRows, ...past].find((count) => !Number.isInteger(count) || count < 0);
  if (wrong === undefined && Number.isInteger(season) && (season ?? 0) >= 1) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `The rows of windows must be whole numbers of at least 0 and a season a whole number of at least 1, got ${wrong ?? `a season of ${season}`}.`,
    hint: 'Count the windows of one season: 24 for hours of a day, 7 for days of a week.',
    details: { nRows, season, wrong: wrong ?? null },
  });
}
