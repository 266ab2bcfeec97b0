import { isDecodedTwice } from './decoded-twice.ts';

/** Blanks that are no spaces, and characters without a width: nobody sees them, and they make another value. */
const HIDDEN =
  /[\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u206f\u3000\ufeff]|(?![\t\n\v\f\r\0\u0080-\u009f])\p{Cc}/u;
/** UTF-8 that was read as Latin-1 or windows-1252, and the mark of a character that was lost. */
const MOJIBAKE =
  /[\u00c3\u00c5\u00c4\u00c2][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122](?![\u00c0-\u00ff])|\u00e2(?:\u20ac|\u0080)[\u0080-\u00bf\u0153\u201c\u201d\u2018\u2019\u2122\u00a6\u00a2\u02dc]|\u00ef\u00bf\u00bd|\u00ef\u00bb\u00bf|\ufffd/;
const TYPOGRAPHIC = /^[\u201c\u201d\u201e\u00ab\u2018\u2019].*[\u201c\u201d\u00bb\u2018\u2019]$/su;

/** Characters that HTML writes as `&amp;`, `&eacute;` or `&#39;`, and its tags. */
const MARKUP =
  /&(?:[a-z]{2,8}\d{0,2}|#\d{1,6}|#x[\da-f]{1,5});|<\/?(?:a|b|i|u|p|br|hr|em|li|ul|ol|td|tr|th|div|span|table|strong|font|img|h[1-6]|sup|sub|small|center|script|style)(?:\s[^<>]*)?\/?>/i;

export function hasHidden(text: string): boolean {
  return HIDDEN.test(text);
}

export function hasMojibake(text: string): boolean {
  return MOJIBAKE.test(text) || isDecodedTwice(text);
}

/** Whether a text holds characters or tags as HTML writes them. */
export function hasMarkup(text: string): boolean {
  return MARKUP.test(text);
}

/** Whether a whole value stands in typographic quotes, which a reader does not take off. */
export function isInTypographicQuotes(text: string): boolean {
  return text.length > 2 && TYPOGRAPHIC.test(text);
}

/** A text without hidden characters: odd blanks become spaces, the rest goes. */
export function withoutHidden(text: string): string {
  return text
    .replaceAll(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replaceAll(new RegExp(HIDDEN.source, 'gu'), '')
    .trim();
}

/** The characters of a text that nobody sees, as code points such as `U+00A0`. */
export function namesOfHidden(text: string): string[] {
  const found = text.match(new RegExp(HIDDEN.source, 'gu')) ?? [];
  return [...new Set(found)].map(
    (one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
