import type { TextStatistics } from '@kaizenml/contracts';
import { parseNumber } from '../table/index.ts';

/** How values in letters look. All of it merges exactly. */
export interface TextLengths {
  readonly n: number;
  /** 0 where there are no values. */
  readonly minLength: number;
  readonly maxLength: number;
  readonly totalLength: number;
  readonly nPadded: number;
  readonly nInvalidUtf8: number;
  readonly nNumeric: number;
  readonly nInteger: number;
}

export function emptyTextLengths(): TextLengths {
  return {
    n: 0,
    minLength: 0,
    maxLength: 0,
    totalLength: 0,
    nPadded: 0,
    nInvalidUtf8: 0,
    nNumeric: 0,
    nInteger: 0,
  };
}

/** What a text that occurs in `count` rows adds. @cost O(length) */
export function textLengthsOf(text: string, count: number): TextLengths {
  const length = countPoints(text);
  const number = parseNumber(text);
  return {
    n: count,
    minLength: length,
    maxLength: length,
    totalLength: length * count,
    nPadded: text.trim() === text ? 0 : count,
    nInvalidUtf8: text.includes('\ufffd') ? count : 0,
    nNumeric: Number.isNaN(number) ? 0 : count,
    nInteger: Number.isInteger(number) ? count : 0,
  };
}

/** What texts that occur in so many rows each add together. @cost O(total length), without an object per text. */
export function totalTextLengths(texts: readonly string[], counts: ArrayLike<number>): TextLengths {
  let [n, totalLength, nPadded, nInvalidUtf8, nNumeric, nInteger] = [0, 0, 0, 0, 0, 0];
  let [minLength, maxLength] = [Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i < texts.length; i++) {
    const text = texts[i];
    const count = counts[i];
    const length = countPoints(text);
    const number = parseNumber(text);
    n += count;
    totalLength += length * count;
    if (length < minLength) minLength = length;
    if (length > maxLength) maxLength = length;
    if (text.trim() !== text) nPadded += count;
    if (text.includes('\ufffd')) nInvalidUtf8 += count;
    if (!Number.isNaN(number)) nNumeric += count;
    if (Number.isInteger(number)) nInteger += count;
  }
  return {
    n,
    minLength: n === 0 ? 0 : minLength,
    maxLength,
    totalLength,
    nPadded,
    nInvalidUtf8,
    nNumeric,
    nInteger,
  };
}

function countPoints(text: string): number {
  let n = text.length;
  for (let i = 1; i < text.length; i++) {
    const isLow = (text.charCodeAt(i) & 0xfc00) === 0xdc00;
    if (isLow && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800) n--;
  }
  return n;
}

/** Both together, the same in any order. */
export function mergeTextLengths(a: TextLengths, b: TextLengths): TextLengths {
  if (a.n === 0) return b;
  if (b.n === 0) return a;
  return {
    n: a.n + b.n,
    minLength: Math.min(a.minLength, b.minLength),
    maxLength: Math.max(a.maxLength, b.maxLength),
    totalLength: a.totalLength + b.totalLength,
    nPadded: a.nPadded + b.nPadded,
    nInvalidUtf8: a.nInvalidUtf8 + b.nInvalidUtf8,
    nNumeric: a.nNumeric + b.nNumeric,
    nInteger: a.nInteger + b.nInteger,
  };
}

/** The figures; undefined where there are no values. */
export function textStatistics(lengths: TextLengths): TextStatistics | undefined {
  const { n, totalLength, ...figures } = lengths;
  return n === 0 ? undefined : { ...figures, meanLength: totalLength / n };
}
