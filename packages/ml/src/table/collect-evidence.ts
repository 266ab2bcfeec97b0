import { BOOLEAN_WORDS } from './boolean-words.ts';
import type { ColumnEvidence } from './column-evidence.ts';
import { inferDateFormat } from './infer-date-format.ts';
import { isMissingMarker } from './missing-markers.ts';
import { parseNumber } from './parse-number.ts';

/**
 * Counts what a decision on the kind of a column needs, from its raw text.
 *
 * @param values Text per row; null and the markers of `isMissingMarker` are missing.
 * @cost O(rows * length).
 */
export function collectEvidence(name: string, values: readonly (string | null)[]): ColumnEvidence {
  const present = values.filter(
    (value): value is string => value !== null && !isMissingMarker(value),
  );
  const distinct = new Set(present);
  const dateFormat = inferDateFormat(distinct);
  let nNumbers = 0;
  let nIntegers = 0;
  let nLeadingZeros = 0;
  let nCharacters = 0;
  let nWords = 0;
  for (const value of present) {
    const number = parseNumber(value);
    if (!Number.isNaN(number)) nNumbers++;
    if (Number.isInteger(number)) nIntegers++;
    if (/^\s*[+-]?0\d/.test(value)) nLeadingZeros++;
    nCharacters += value.length;
    nWords += value.trim().split(/\s+/).length;
  }
  return {
    name,
    nRows: values.length,
    nPresent: present.length,
    nDistinct: distinct.size,
    nNumbers,
    nIntegers,
    nDates: dateFormat === undefined ? 0 : present.length,
    ...(dateFormat === undefined ? {} : { dateFormat }),
    nBooleans: countBooleans(present),
    meanLength: present.length === 0 ? 0 : nCharacters / present.length,
    meanWords: present.length === 0 ? 0 : nWords / present.length,
    nLeadingZeros,
    isMonotonicUnique: nIntegers === values.length && countsUp(present),
  };
}

function countBooleans(present: readonly string[]): number {
  const words = present.map((value) => value.trim().toLowerCase());
  return Math.max(
    ...BOOLEAN_WORDS.map((pair) => words.filter((word) => pair.includes(word)).length),
  );
}

function countsUp(values: readonly string[]): boolean {
  return values.every((value, i) => i === 0 || Number(value) === Number(values[i - 1]) + 1);
}
