import type { Bounds, ColumnStatistics } from '@kaizenml/contracts';
import { isoDate } from '../../table/index.ts';

/** Fewest dates from which their range can be judged. */
const FEWEST_DATES = 20;
/** Time that is left on both sides at least: five years. */
const LEAST_ROOM_MS = 5 * 365.25 * 86_400_000;

/**
 * Whole years that the dates of later batches keep, and mistyped centuries do not.
 *
 * Dates move on, so as much time as they span, five years at least, is left before and behind them.
 *
 * @returns ISO 8601 days; undefined for few dates, and ends beyond the years 1 to 9999 are left open.
 */
export function inferDateRange({
  number,
  nRows,
  nMissing,
}: ColumnStatistics): Bounds<string> | undefined {
  if (number === undefined || nRows - nMissing - number.nNaN < FEWEST_DATES) return undefined;
  const { min, max } = number;
  if (min === null || max === null) return undefined;
  const room = Math.max(max - min, LEAST_ROOM_MS);
  const [first, last] = [yearOf(min - room), yearOf(max + room)];
  if (first === undefined && last === undefined) return undefined;
  return {
    ...(first !== undefined && { min: `${first}-01-01` }),
    ...(last !== undefined && { max: `${last}-12-31` }),
  };
}

/** Milliseconds of the first day of year 1 and the last of year 9999. */
const [FIRST_MS, LAST_MS] = [-62_135_596_800_000, 253_402_214_400_000];

/** Four digits; undefined beyond what they can say. */
function yearOf(ms: number): string | undefined {
  return ms >= FIRST_MS && ms <= LAST_MS ? isoDate(ms).slice(0, 4) : undefined;
}
