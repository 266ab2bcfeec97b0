import { isMissingMarker } from '../../table/missing-markers.ts';
import { parseNumber } from '../../table/parse-number.ts';
import { ABSENT, NOT_NUMBER, VALUE, WRITTEN_NAN } from './row-chunk.ts';

const INFINITIES: Readonly<Record<string, number>> = {
  inf: Number.POSITIVE_INFINITY,
  '+inf': Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  '+infinity': Number.POSITIVE_INFINITY,
  '-infinity': Number.NEGATIVE_INFINITY,
};
const NANS: ReadonlySet<string> = new Set(['nan', '-nan', '+nan']);

/** A cell that should be a number. */
export interface NumberCell {
  readonly mark: number;
  /** NaN where the mark is not `VALUE`. */
  readonly value: number;
}

/** Reads text that should be a number: `NaN` and infinities in words are told from missing values and from text. */
export function readNumberCell(text: string): NumberCell {
  const value = parseNumber(text);
  if (!Number.isNaN(value)) return { mark: VALUE, value };
  const word = text.trim().toLowerCase();
  if (NANS.has(word)) return { mark: WRITTEN_NAN, value };
  if (isMissingMarker(word)) return { mark: ABSENT, value };
  const infinity = INFINITIES[word];
  return infinity === undefined ? { mark: NOT_NUMBER, value } : { mark: VALUE, value: infinity };
}
