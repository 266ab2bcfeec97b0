import type { SeenDate, TimeStyle } from './date-order.ts';

/** A date as it is read from bytes, over and over into the same object. */
export type PlainDate = { -readonly [Key in 'year' | 'month' | 'at' | 'style']: SeenDate[Key] };

const [HYPHEN, COLON, SPACE, T, Z] = [45, 58, 32, 84, 90];
/** Years about which nothing is odd. */
const [FIRST_YEAR, LAST_YEAR] = [1930, 2098];

/**
 * Reads `2021-03-31`, alone or with `14:05`, `14:05:00` or `14:05:00Z` behind a blank or a T, without making a string.
 *
 * @returns False for anything else, and for dates that may be odd: they need a closer look.
 */
export function readPlainDate(
  bytes: Uint8Array,
  from: number,
  to: number,
  out: PlainDate,
): boolean {
  const length = to - from;
  if (length < 10 || bytes[from + 4] !== HYPHEN || bytes[from + 7] !== HYPHEN) return false;
  const year = two(bytes, from) * 100 + two(bytes, from + 2);
  const month = two(bytes, from + 5);
  const day = two(bytes, from + 8);
  if (
    !(year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= 28)
  )
    return false;
  if (year === 1970 && month === 1 && day === 1) return false;
  const style = styleOf(bytes, from, length);
  if (style === undefined) return false;
  const hasTime = length > 10;
  const [hour, minute] = hasTime ? [two(bytes, from + 11), two(bytes, from + 14)] : [0, 0];
  const second = length > 16 ? two(bytes, from + 17) : 0;
  if (!(hour <= 24 && minute <= 59 && second <= 60)) return false;
  out.year = year;
  out.month = month;
  out.style = style;
  out.at = ((year * 12 + month) * 32 + day) * 86400 + hour * 3600 + minute * 60 + second;
  return true;
}

function styleOf(bytes: Uint8Array, from: number, length: number): TimeStyle | undefined {
  if (length === 10) return 'no time';
  const separator = bytes[from + 10];
  if ((separator !== SPACE && separator !== T) || bytes[from + 13] !== COLON) return undefined;
  const style = separator === T ? 'T' : 'blank';
  if (length === 16) return style;
  if (bytes[from + 16] !== COLON) return undefined;
  if (length === 19) return style;
  return length === 20 && bytes[from + 19] === Z ? `${style}, Z` : undefined;
}

/** Two digits as a number; NaN for anything else. */
function two(bytes: Uint8Array, at: number): number {
  const [tens, ones] = [(bytes[at] as number) - 48, (bytes[at + 1] as number) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
