import { maskParts } from './redaction/mask-parts.ts';

/** What is done to the values of a column. */
export type Redaction =
  | { readonly kind: 'mask' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'pseudonym' }
  | { readonly kind: 'year' }
  /** Width of a band, above 0: 37 of width 10 is 30. */
  | { readonly kind: 'band'; readonly width: number };

/** Takes a text to its pseudonym: a keyed hash such as HMAC-SHA-256, in hexadecimal digits. */
export type Pseudonymize = (text: string) => string;

/**
 * One value after a redaction; empty where nothing may be left of it.
 *
 * `mask` leaves texts without what looks like personal data of any kind, as `[email]`, and everything of values that hold
 * none of it: `[masked]`. `pseudonym` gives equal texts equal pseudonyms. `year` keeps the year of a date, `band` the
 * lower end of a number's band.
 *
 * @param text The value as it stands in the cell, not missing.
 * @cost O(characters) for `mask`, and a search per kind that the characters leave a chance
 * @source ISO/IEC 20889:2018, "Privacy enhancing data de-identification", 8 (masking), 9 (pseudonyms), 10 (generalization).
 */
export function redactValue(
  text: string,
  redaction: Redaction,
  pseudonymize?: Pseudonymize,
): string {
  switch (redaction.kind) {
    case 'drop':
      return '';
    case 'mask':
      return maskParts(text);
    case 'pseudonym':
      return pseudonymize ? `p_${pseudonymize(text.trim()).slice(0, 32)}` : '';
    case 'year':
      return yearOf(text);
    case 'band':
      return bandOf(text, redaction.width);
  }
}

/** Years of four digits, at the start of eight digits, at either end of a date, or anywhere by themselves. */
function yearOf(text: string): string {
  const packed = /^\s*((?:1[89]|20)\d{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)/.exec(text);
  return packed?.[1] ?? /(?<!\d)(?:1[89]|20)\d{2}(?!\d)/.exec(text)?.[0] ?? '';
}

function bandOf(text: string, width: number): string {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return '';
  const digits = (String(width).split('.')[1] ?? '').length;
  return String(Number((Math.floor(value / width + 1e-9) * width).toFixed(digits)));
}
