import type { Finding } from '@kaizenml/contracts';
import { countDistinctSorted, quantileSorted, sortedPresent } from '../../stats/index.ts';
import {
  type CodedColumn,
  type Column,
  isMissingMarker,
  isNumeric,
  isoDate,
  parseNumber,
} from '../../table/index.ts';
import { percent } from '../percent.ts';
import { spacedRows, valuesAt } from '../spaced-rows.ts';
import { isFarFromOthers } from './is-far-from-others.ts';
import { firstAbove, firstAtLeast } from './sorted-places.ts';

/** Numbers that people write for "not known", and those beside which they stand in codebooks. */
const SUSPECTS: readonly number[] = [
  -1, -9, -88, -99, -777, -997, -998, -999, -7777, -8888, -9998, -9999, 7777, 8888, 9998, -99999,
  -999999, 9, 99, 999, 9999, 99999, 999999, 9999999, 99999999, 999999999, -888, 888, 777, -200,
  -1000, 1e10, -1e10, 2147483647, -2147483648, 1e20, -1e20, 1e30, -1e30, 1e35, -1e35,
];
/** Instants that stand for no date: the zero days of systems, and the last one of a calendar. */
const DATES: ReadonlySet<number> = new Set(
  [
    '1970-01-01',
    '1900-01-01',
    '1899-12-30',
    '1899-12-31',
    '1904-01-01',
    '1980-01-01',
    '1753-01-01',
    '1800-01-01',
    '1601-01-01',
    '0001-01-01',
    '2099-12-31',
    '2999-12-31',
    '9999-12-31',
    '2038-01-19',
    '1999-09-09',
    '1969-12-31',
  ].map((day) => Date.parse(day)),
);
const UNKNOWN =
  /^[\s<[({*-]*(?:un(?:k|kn)own|unk|not (?:known|available|specified|stated|provided|applicable|recorded|given|reported)|unspecified|undefined|missing|no data|no value|no answer|tbd|tba|to be (?:determined|defined)|n\.a\.?|n\.d\.|nil|unbekannt|keine angabe|k\. ?a\.|inconnu|desconocido|sconosciuto)[\s>\])}*.-]*$/i;
/** Rows that tell whether a column may have a gap above 0. */
const GLANCE_ROWS = 2000;
/** Fewest rows of a sentinel. */
const FEWEST = 3;
/** Ranges of the other values that lie between them and a sentinel. */
const FAR = 0.5;
const YEAR_MS = 365.25 * 86_400_000;

/**
 * Finds values that stand for "not known": -999 and its kin far from all other values, -1 below whole numbers
 * from 0 on, 0 where nothing else is near it, zero days of calendars, and words such as "unknown".
 *
 * Numbers: at least 3 rows, fewer than 90 %, and half a range of the other values away from them; a negative one
 * also where all others are at least 0 and have five values or more. Zero: the lowest other value is farther from it than
 * from the 5 % quantile, than 0.3 medians, and than five typical steps between values.
 *
 * @returns At most one finding per column.
 * @cost O(n log n)
 * @source Pearson (2006), "The Problem of Disguised Missing Data", SIGKDD Explorations 8(1); Hua & Pei (2007), KDD.
 */
export function checkSentinels(column: Column): Finding[] {
  const found = !isNumeric(column)
    ? unknownWord(column)
    : column.kind === 'date'
      ? dateSentinel(column.values)
      : numberSentinel(column.values);
  if (found === undefined) return [];
  const { words, why, nRows, nPresent, rows, hint, severity } = found;
  return [
    {
      code: 'SENTINEL_VALUE',
      severity,
      message: `Column "${column.name}" holds ${words} in ${nRows} rows (${percent(nRows / nPresent)}), ${why}.`,
      hint,
      column: column.name,
      details: { column: column.name, values: found.values, nRows, share: nRows / nPresent, rows },
    },
  ];
}

interface Sentinel {
  readonly words: string;
  readonly why: string;
  readonly values: readonly (number | string)[];
  readonly nRows: number;
  readonly nPresent: number;
  /** First rows, from 1, at most 10. */
  readonly rows: readonly number[];
  readonly hint: string;
  readonly severity: 'warning' | 'info';
}

const LEAVE_EMPTY = 'Leave these cells empty where the value stands for "not known".';

function numberSentinel(values: Float64Array): Sentinel | undefined {
  if (!mayHoldSentinel(values)) return undefined;
  const sorted = sortedPresent(values);
  const n = sorted.length;
  if (n < 10) return undefined;
  const ends = suspectsIn(sorted);
  const others = sorted.filter((value) => !ends.includes(value));
  if (others.length < 0.1 * n || others.length < 5) return undefined;
  const [low, high] = [others[0], others[others.length - 1]];
  const range = { low, high, nDistinct: countDistinctSorted(others) };
  const sure = ends.filter(
    (value) => countOf(sorted, value) < 0.9 * n && isFarFromOthers(value, range),
  );
  if (sure.length > 0)
    return {
      words: sure.join(', '),
      why: `while its other values lie between ${short(low)} and ${short(high)}`,
      values: sure,
      ...placesOf(values, (value) => sure.includes(value), n),
    };
  return isImpossibleZero(sorted)
    ? {
        words: '0',
        why: `while no other value is below ${short(sorted[firstAbove(sorted, 0)])}`,
        values: [0],
        ...placesOf(values, (value) => value === 0, n),
      }
    : undefined;
}

/** Whether an end of the values is a suspect, or 0 with a gap above it: only then is it worth to sort them. */
function mayHoldSentinel(values: Float64Array): boolean {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (SUSPECTS.includes(low) || SUSPECTS.includes(high)) return true;
  if (low !== 0) return false;
  const glance = sortedPresent(valuesAt(values, spacedRows(values.length, GLANCE_ROWS)));
  const zeros = countOf(glance, 0);
  return zeros === glance.length || glance[zeros] >= 0.1 * quantileSorted(glance, 0.5);
}

/** Suspects that stand at either end of the values, one behind the other. */
function suspectsIn(sorted: Float64Array): number[] {
  const found: number[] = [];
  const take = (value: number): boolean => {
    const isSuspect = SUSPECTS.includes(value) && countOf(sorted, value) >= FEWEST;
    if (isSuspect) found.push(value);
    return isSuspect;
  };
  for (let k = 0; k < sorted.length && take(sorted[k]); k = firstAbove(sorted, sorted[k]));
  for (
    let k = sorted.length - 1;
    k >= 0 && take(sorted[k]);
    k = firstAtLeast(sorted, sorted[k]) - 1
  );
  return found;
}

function isImpossibleZero(sorted: Float64Array): boolean {
  const n = sorted.length;
  const zeros = countOf(sorted, 0);
  if (sorted[0] !== 0 || zeros < FEWEST || zeros > 0.5 * n) return false;
  const others = sorted.subarray(zeros);
  const low = others[0];
  const steps: number[] = [];
  for (let k = 1; k < others.length; k++)
    if (others[k] > others[k - 1]) steps.push(others[k] - others[k - 1]);
  if (steps.length < 10) return false;
  const step = quantileSorted(Float64Array.from(steps).sort(), 0.5);
  const near = quantileSorted(others, 0.05);
  return low >= near - low && low >= 0.3 * quantileSorted(others, 0.5) && low >= 5 * step;
}

function dateSentinel(values: Float64Array): Sentinel | undefined {
  const suspects = values.filter((value) => DATES.has(value)).sort();
  const present = [...DATES].filter((day) => countOf(suspects, day) >= FEWEST);
  if (present.length === 0) return undefined;
  const sorted = sortedPresent(values);
  const n = sorted.length;
  const others = sorted.filter((value) => !present.includes(value));
  if (others.length < 0.1 * n || others.length < 3) return undefined;
  const [low, high] = [others[0], others[others.length - 1]];
  const reach = Math.max(YEAR_MS, FAR * (high - low));
  const sure = present.filter((day) => {
    const count = countOf(sorted, day);
    if (day < low - reach || day > high + reach) return true;
    const isBusy =
      count >= Math.max(20, 0.005 * n) && count >= 20 * (n / countDistinctSorted(sorted));
    return isBusy;
  });
  if (sure.length === 0) return undefined;
  return {
    words: sure.map(isoDate).join(', '),
    why: `while its other dates lie between ${isoDate(low).slice(0, 10)} and ${isoDate(high).slice(0, 10)}`,
    values: sure.map(isoDate),
    ...placesOf(values, (value) => sure.includes(value), n),
  };
}

function unknownWord({ codes, levels, kind }: CodedColumn): Sentinel | undefined {
  if (kind === 'text' || kind === 'id') return undefined;
  const suspects = levels.flatMap((level, code) => (UNKNOWN.test(level) ? [code] : []));
  if (suspects.length === 0) return undefined;
  const isSuspect = new Set(suspects);
  const rows = rowsWhere(codes, (code) => isSuspect.has(code));
  const nPresent = codes.reduce((sum, code) => sum + (code >= 0 ? 1 : 0), 0);
  if (rows.length === 0 || rows.length === nPresent) return undefined;
  const others = levels.filter((_, code) => !isSuspect.has(code));
  const nNumbers = others.filter((level) => !Number.isNaN(parseNumber(level))).length;
  const isNumbers = others.length >= 3 && nNumbers >= 0.9 * others.length;
  const words = suspects.map((code) => levels[code]).filter((word) => !isMissingMarker(word));
  return {
    words: words
      .slice(0, 3)
      .map((word) => `"${word}"`)
      .join(', '),
    why: isNumbers ? 'while its other values are numbers' : 'which says that nothing is known',
    values: words,
    nRows: rows.length,
    nPresent,
    rows: rows.slice(0, 10).map((row) => row + 1),
    hint: isNumbers
      ? `${LEAVE_EMPTY} The column is then one of numbers.`
      : 'Leave these cells empty, unless not knowing is an answer of its own.',
    severity: isNumbers ? 'warning' : 'info',
  };
}

function placesOf(values: Float64Array, isHit: (value: number) => boolean, nPresent: number) {
  const rows = rowsWhere(values, isHit);
  return {
    nRows: rows.length,
    nPresent,
    rows: rows.slice(0, 10).map((row) => row + 1),
    hint: LEAVE_EMPTY,
    severity: 'warning',
  } as const;
}

function rowsWhere(values: ArrayLike<number>, isHit: (value: number) => boolean): number[] {
  const rows: number[] = [];
  for (let row = 0; row < values.length; row++) if (isHit(values[row])) rows.push(row);
  return rows;
}

function countOf(sorted: Float64Array, value: number): number {
  return firstAbove(sorted, value) - firstAtLeast(sorted, value);
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}
