import { DAY_MS, daysFromCivil, daysInMonth } from './civil-date.ts';

const [DASH, COLON, SPACE, T, ZERO] = [45, 58, 32, 84, 48];

/**
 * The instant in a text of the form `2024-05-31`, `2024-05-31 10:00` or `2024-05-31T10:00:00`, in milliseconds since 1970 UTC.
 *
 * @returns undefined when the text has another form, or is no date: `parseDate` looks closer.
 * @cost A tenth of a regular expression.
 */
export function plainInstant(text: string): number | undefined {
  const { length } = text;
  if (length !== 10 && length !== 16 && length !== 19) return undefined;
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return undefined;
  const year = 100 * twoDigits(text, 0) + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return undefined;
  const midnight = daysFromCivil({ year, month, day }) * DAY_MS;
  const time = length === 10 ? 0 : secondsAt(text, 10);
  return Number.isNaN(midnight + time) ? undefined : midnight + 1000 * time;
}

/** The seconds in ` 10:00` or `T10:00:00` at the end of a text; NaN when it is anything else. */
function secondsAt(text: string, at: number): number {
  const gap = text.charCodeAt(at);
  if ((gap !== SPACE && gap !== T) || text.charCodeAt(at + 3) !== COLON) return Number.NaN;
  const [hour, minute] = [twoDigits(text, at + 1), twoDigits(text, at + 4)];
  if (!(hour <= 23 && minute <= 59)) return Number.NaN;
  const minutes = 60 * hour + minute;
  if (text.length === at + 6) return 60 * minutes;
  const second = twoDigits(text, at + 7);
  return text.charCodeAt(at + 6) === COLON && second <= 60 ? 60 * minutes + second : Number.NaN;
}

function twoDigits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - ZERO, text.charCodeAt(at + 1) - ZERO];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : Number.NaN;
}
