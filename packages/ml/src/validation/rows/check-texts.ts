import type { ColumnSchema } from '@kaizenml/contracts';
import { isMissingMarker } from '../../table/missing-markers.ts';
import { FORMAT_WORDS, isOfFormat } from '../formats.ts';
import { makePatch } from '../make-patch.ts';
import { codePoints } from '../rules/index.ts';
import { domainCheck } from './check-domain.ts';
import { presenceChecks } from './check-presence.ts';
import type { ChunkPlace, ColumnChecker, TypedValues } from './column-checker.ts';
import { foundTexts } from './found-texts.ts';
import { rememberLevels } from './level-memory.ts';
import { listLength } from './list-length.ts';
import { examplesOf, ofValues, type RowCheck, rowCheck } from './row-check.ts';
import type { RawColumn, RawTexts } from './row-chunk.ts';
import { see } from './sightings.ts';

/** Of fewer values none is the rule. */
const FEWEST_TO_JUDGE = 20;

/** A test that one text passes or not. */
interface TextTest {
  readonly check: RowCheck;
  readonly breaks: (text: string) => boolean;
}

/** What is known of a level: its text without blanks around it, null when it means missing, and the tests that it breaks. */
interface Level {
  readonly text: string | null;
  readonly breaks: readonly TextTest[];
  readonly isClean: boolean;
}

/** Checks a column of type string. */
export function textChecker(
  name: string,
  schema: ColumnSchema,
  {
    isExpected,
    domain,
  }: { readonly isExpected: boolean; readonly domain?: readonly string[] | undefined },
): ColumnChecker {
  const presence = presenceChecks(name, schema, isExpected);
  const utf8 = utf8Check(name);
  const listed = domain === undefined ? undefined : domainCheck(name, schema, domain);
  const tests = [
    ...lengthTest(name, schema),
    ...formatTest(name, schema),
    ...listTests(name, schema),
  ];
  const together = foundTexts(name);
  const levelsOf = rememberLevels((level): Level => {
    const text = level.trim();
    if (isMissingMarker(text) && listed?.has(text) !== true)
      return { text: null, breaks: [], isClean: false };
    together.see(text);
    const broken = tests.filter(({ breaks }) => breaks(text));
    const isValid = !text.includes('\ufffd') && listed?.has(text) !== false;
    return { text, breaks: broken, isClean: isValid && broken.length === 0 };
  });
  const textsOf = rememberLevels((level) => level.trim());
  let nPresent = 0;

  const push = (column: RawColumn, { firstRow, nRows }: ChunkPlace): TypedValues => {
    const { codes, levels, invalid } =
      column.layout === 'texts' ? column : textsOfNumbers(column, nRows);
    const known = levelsOf(levels);
    let present = codes;
    for (let i = 0; i < nRows; i++) {
      const code = codes[i];
      const level = code < 0 ? undefined : known[code];
      if (level?.isClean === true && invalid === undefined) {
        nPresent++;
        continue;
      }
      const row = firstRow + i;
      const written = () => levels[code] ?? null;
      if (level === undefined || level.text === null) {
        for (const check of presence) see(check.sightings, row, written);
        if (present === codes) present = codes.slice();
        present[i] = -1;
        continue;
      }
      nPresent++;
      for (const { check } of level.breaks) see(check.sightings, row, written);
      if (invalid?.has(code) || level.text.includes('\ufffd')) see(utf8.sightings, row, written);
      listed?.see(level.text, row, written);
    }
    return { type: 'text', codes: present, levels: textsOf(levels) };
  };
  const checks = [...presence, utf8, listed?.check, ...tests.map(({ check }) => check)];
  return {
    checks: checks.filter((check) => check !== undefined),
    nPresent: () => nPresent,
    found: (nRows) => together.found(nRows, nPresent),
    push,
  };
}

/** Numbers in the place of texts, as JavaScript writes them. */
export function textsOfNumbers({ written }: Exclude<RawColumn, RawTexts>, nRows: number): RawTexts {
  const levels: string[] = [];
  const codes = Int32Array.from({ length: nRows }, (_, i) => {
    const text = written(i);
    return text === null ? -1 : levels.push(text) - 1;
  });
  return { layout: 'texts', codes, levels };
}

/** Where most values are affected, the column is written in another encoding: nothing is damaged. */
function utf8Check(column: string): RowCheck {
  return rowCheck('ENUM_TYPE_INVALID_UTF8', column, (totals, sightings) =>
    2 * totals.count > totals.nPresent && totals.nPresent >= FEWEST_TO_JUDGE
      ? undefined
      : {
          long: `Column "${column}" must hold UTF-8, got ${ofValues(totals)} with other bytes, such as ${examplesOf(sightings)}.`,
        },
  );
}

function lengthTest(column: string, { length }: ColumnSchema): TextTest[] {
  if (length === undefined) return [];
  const { min = 0, max = Number.POSITIVE_INFINITY } = length;
  let [shortest, longest] = [min, max];
  const check = rowCheck('STRING_TYPE_LENGTH', column, (totals, sightings) => ({
    long: `Column "${column}" must hold texts of ${boundsText(min, max)} characters, got ${ofValues(totals)} that are not, such as ${examplesOf(sightings)}.`,
    patch: makePatch({
      anomaly: 'STRING_TYPE_LENGTH',
      column,
      says: `Allow texts of ${boundsText(shortest, longest)} characters in "${column}".`,
      changes: [
        ...(shortest < min
          ? [{ path: ['columns', column, 'length', 'min'], from: min, to: shortest }]
          : []),
        ...(longest > max
          ? [{ path: ['columns', column, 'length', 'max'], from: max, to: longest }]
          : []),
      ],
    }),
    details: { min: length.min, max: length.max },
  }));
  const breaks = (text: string): boolean => {
    const n = codePoints(text);
    if (n >= min && n <= max) return false;
    if (n < shortest) shortest = n;
    if (n > longest) longest = n;
    return true;
  };
  return [{ check, breaks }];
}

function boundsText(min: number, max: number): string {
  if (min === max) return String(min);
  return Number.isFinite(max) ? `${min} to ${max}` : `${min} or more`;
}

function formatTest(column: string, { format }: ColumnSchema): TextTest[] {
  if (format === undefined || format === 'natural-language') return [];
  const check = rowCheck('FORMAT_MISMATCH', column, (totals, sightings) => ({
    long: `Column "${column}" must hold ${FORMAT_WORDS[format]}, got ${ofValues(totals)} that ${totals.count === 1 ? 'is none' : 'are none'}, such as ${examplesOf(sightings)}.`,
    details: { format },
    patch: makePatch({
      anomaly: 'FORMAT_MISMATCH',
      column,
      says: `Allow any text in "${column}".`,
      changes: [{ path: ['columns', column, 'format'], from: format }],
    }),
  }));
  return [{ check, breaks: (text) => !isOfFormat(format, text) }];
}

function listTests(column: string, { valueCount }: ColumnSchema): TextTest[] {
  if (valueCount === undefined) return [];
  const { min = 0, max = Number.POSITIVE_INFINITY } = valueCount;
  const test = (
    name: 'FEATURE_TYPE_LOW_NUMBER_VALUES' | 'FEATURE_TYPE_HIGH_NUMBER_VALUES',
    says: string,
    breaks: (n: number) => boolean,
  ): TextTest => ({
    check: rowCheck(name, column, (totals, sightings) => ({
      long: `Column "${column}" must hold lists of ${says}, got ${ofValues(totals)} with ${name === 'FEATURE_TYPE_LOW_NUMBER_VALUES' ? 'fewer' : 'more'}, such as ${examplesOf(sightings)}.`,
      details: { min: valueCount.min, max: valueCount.max },
    })),
    breaks: (text) => breaks(listLength(text)),
  });
  return [
    ...(valueCount.min === undefined
      ? []
      : [test('FEATURE_TYPE_LOW_NUMBER_VALUES', `${min} values or more`, (n) => n < min)]),
    ...(valueCount.max === undefined
      ? []
      : [test('FEATURE_TYPE_HIGH_NUMBER_VALUES', `${max} values at most`, (n) => n > max)]),
  ];
}
