import { DAY_MS, daysFromCivil, daysInMonth } from './civil-date.ts';
import { plainInstant } from './plain-instant.ts';

/** Order of the parts of a date in text. `iso` is `2024-05-31`, alone or with a time and an offset; `ym` is `2024-05`, the first of that month. */
export type DateFormat = 'iso' | 'ym' | 'ymd' | 'dmy' | 'mdy';

/** Every order, in the order in which they are tried. */
export const DATE_FORMATS = [
  'iso',
  'ym',
  'ymd',
  'dmy',
  'mdy',
] as const satisfies readonly DateFormat[];

const TIME =
  '(?:[T ]+(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?\\s*([AaPp][Mm])?\\s*(Z|z|[+-]\\d{2}(?::?\\d{2})?)?)?';
const PATTERNS: Readonly<Record<DateFormat, RegExp>> = {
  iso: new RegExp(`^\\s*(\\d{4})-(\\d{2})-(\\d{2})${TIME}\\s*$`),
  ym: /^\s*([12]\d{3})-(\d{2})\s*$/,
  ymd: new RegExp(`^\\s*(\\d{4})([/.])(\\d{1,2})\\2(\\d{1,2})${TIME}\\s*$`),
  dmy: new RegExp(`^\\s*(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d{2})${TIME}\\s*$`),
  mdy: new RegExp(`^\\s*(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d{2})${TIME}\\s*$`),
};

/**
 * An instant in text, in milliseconds since 1970-01-01 UTC, or NaN when the text is not a date.
 *
 * A time without an offset is read as UTC. Days that do not exist (February 30) are not dates. A
 * year of two digits is 1970 to 2069; one of `ym` is 1000 to 2999, since `5551-02` is no month. Digits after the millisecond are cut.
 *
 * @param format Order of the parts. Default `iso`.
 * @source ISO 8601-1:2019; two-digit years as in POSIX strptime, one year later.
 * @example
 * parseDate('2024-05-31T10:00:00+02:00'); // 1717142400000
 * parseDate('31/05/2024', 'dmy'); // 1717113600000
 */
export function parseDate(text: string, format: DateFormat = 'iso'): number {
  const plain = format === 'iso' ? plainInstant(text) : undefined;
  if (plain !== undefined) return plain;
  const found = PATTERNS[format].exec(text);
  if (!found) return Number.NaN;
  if (format === 'ym') return instant(Number(found[1]), Number(found[2]), 1, []);
  const [first, second, third, time] =
    format === 'iso'
      ? [found[1], found[2], found[3], found.slice(4)]
      : [found[1], found[3], found[4], found.slice(5)];
  const [year, month, day] =
    format === 'dmy'
      ? [third, second, first]
      : format === 'mdy'
        ? [third, first, second]
        : [first, second, third];
  return instant(fullYear(year), Number(month), Number(day), time);
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

function instant(
  year: number,
  month: number,
  day: number,
  [hours, minutes, seconds, fraction, half, offset]: readonly (string | undefined)[],
): number {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return Number.NaN;
  const midnight = daysFromCivil({ year, month, day }) * DAY_MS;
  if (hours === undefined) return midnight;
  const hour = hourOfDay(Number(hours), half);
  const minute = Number(minutes);
  const second = Number(seconds ?? 0);
  if (Number.isNaN(hour) || minute > 59 || second > 60) return Number.NaN;
  const ms = fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3));
  const shift = offset === undefined ? 0 : offsetMinutes(offset);
  return midnight + ((hour * 60 + minute - shift) * 60 + second) * 1000 + ms;
}

function hourOfDay(hour: number, half: string | undefined): number {
  if (half === undefined) return hour <= 23 ? hour : Number.NaN;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

function offsetMinutes(offset: string): number {
  if (offset === 'Z' || offset === 'z') return 0;
  const sign = offset.startsWith('-') ? -1 : 1;
  const minutes = offset.slice(3).replace(':', '');
  return sign * (Number(offset.slice(1, 3)) * 60 + Number(minutes));
}
