import { DATE_FORMATS, DAY_MS, parseDate } from '../../table/index.ts';

/**
 * An end of a range of dates in milliseconds since 1970 UTC; NaN when it is no date.
 *
 * A day as the upper end is allowed to its last millisecond.
 */
export function dateBound(bound: number | string, end: 'min' | 'max'): number {
  if (typeof bound === 'number') return bound;
  const parsed = DATE_FORMATS.map((format) => parseDate(bound, format));
  const ms = parsed.find((instant) => !Number.isNaN(instant)) ?? Number.NaN;
  const isDay = !/\d:\d/.test(bound);
  return end === 'max' && isDay ? ms + DAY_MS - 1 : ms;
}
