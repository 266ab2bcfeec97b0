import { format } from 'd3-format';
import { utcFormat } from 'd3-time-format';
import { formatNumber } from '../format.ts';

const writeDay = utcFormat('%Y-%m-%d');
const DAY_MS = 86_400_000;
const LAST_INSTANT = 8.64e15;

/**
 * A number, or an instant in milliseconds since 1970 as its day: `44.5`, `2021-05-01`.
 *
 * @param span Range that the number lies in: so many digits that a ten-thousandth of it is seen. Default: three digits.
 */
export function valueWords(value: number, kind: string, span = 0): string {
  if (kind === 'date' && Math.abs(value) <= LAST_INSTANT) return writeDay(new Date(value));
  const size = Math.abs(value);
  if (!(span > 0) || !(size < 1e15) || size * 1e8 < span) return formatNumber(value);
  const decimals = Math.max(0, Math.min(12, 3 - Math.floor(Math.log10(span))));
  return format(`,.${decimals}~f`)(value);
}

/** A spread of instants in days, of numbers as a number. */
export function spreadWords(value: number, kind: string): string {
  return kind === 'date' ? `${formatNumber(value / DAY_MS)} days` : formatNumber(value);
}

/** A value as people tell it from others: nothing and blanks are made visible. */
export function levelWords(value: string): string {
  if (value === '') return '(empty)';
  return value.trim() === '' ? `(${value.length} blanks)` : value.replace(/[\r\n\t]+/g, ' ');
}
