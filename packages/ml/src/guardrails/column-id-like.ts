import type { ColumnStatistics, Finding } from '@kaizenml/contracts';
import { countDistinctSorted, sortedPresent } from '../stats/index.ts';
import { type CodedColumn, type Column, isNumeric } from '../table/index.ts';

/** Fewest rows from which one value per row is no accident. */
const FEWEST_ROWS = 20;
/** Values that repeat in less than this share of rows are one per row. */
const UNIQUE_SHARE = 0.95;
/** Texts may repeat a little more: a name that a few rows share is still a name. */
const UNIQUE_TEXT_SHARE = 0.85;
/** Values of the form of a code that repeat less than this share of rows name rows. */
const CODED_SHARE = 0.3;
const HASH = /^(0x)?[0-9a-f]{8,64}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const CODE = /^[A-Za-z0-9_-]+$/;
/** Fewest rows from which numbers that grow with the rows, or fill a range evenly, are no accident. */
const FEWEST_NUMBERS = 100;
/** Range, as a multiple of the rows, beyond which drawn numbers would not repeat anyway. */
const SPARSE = 1000;

/**
 * Finds a column that names rows instead of describing them.
 *
 * Columns of kind `id`; whole numbers that count the rows in any order, grow from row to row with gaps, or are drawn
 * once each from an even range; categories with another value in nearly every row; hashes and codes that hardly repeat.
 *
 * @cost O(n log n)
 * @source Shah et al. (2021), "Towards Benchmarking Feature Type Inference for AutoML Platforms", SIGMOD: "not generalizable".
 */
export function checkIdLike(column: Column): Finding[] {
  const evidence = idEvidence(column);
  return evidence ? [idLikeFinding(column.name, evidence)] : [];
}

function idLikeFinding(name: string, evidence: IdEvidence): Finding {
  return {
    code: 'COLUMN_ID_LIKE',
    severity: 'info',
    message: `Column "${name}" identifies rows instead of describing them: ${evidence.why}.`,
    hint: 'It is left out, since rows to come have other values.',
    column: name,
    details: { column: name, ...evidence },
  };
}

/** The same from statistics, where the number of different values is exact or far from the threshold. */
export function idLikeFindings(column: ColumnStatistics): Finding[] {
  const { name, kind, nRows, nMissing, distinct, number } = column;
  const nDistinct = distinct.count;
  const nPresent = nRows - nMissing;
  if (kind === 'number') {
    const [min, max] = [number?.min ?? 0, number?.max ?? 0];
    const isCount =
      nRows >= FEWEST_ROWS && number?.isInteger === true && nMissing === 0 && distinct.isExact;
    if (!isCount || nDistinct !== nRows || max - min !== nRows - 1) return [];
    return [idLikeFinding(name, { nRows, nDistinct, why: whyCount(min, max) })];
  }
  const isOneEach =
    kind === 'category' && nPresent >= FEWEST_ROWS && nDistinct >= UNIQUE_TEXT_SHARE * nPresent;
  if (kind !== 'id' && !isOneEach) return [];
  return [idLikeFinding(name, { nRows, nDistinct, why: whyDistinct(nDistinct, nRows) })];
}

function whyDistinct(nDistinct: number, nRows: number): string {
  return `it has ${nDistinct} different values in ${nRows} rows`;
}

function whyCount(first: number, last: number): string {
  return `its whole numbers count the rows from ${first} to ${last}`;
}

interface IdEvidence {
  readonly nRows: number;
  readonly nDistinct: number;
  readonly why: string;
}

function idEvidence(column: Column): IdEvidence | undefined {
  if (isNumeric(column))
    return column.kind === 'number' ? countEvidence(column.name, column.values) : undefined;
  const nDistinct = countLevels(column);
  const nRows = column.codes.length;
  const counted = whyDistinct(nDistinct, nRows);
  if (column.kind === 'id') return { nRows, nDistinct, why: counted };
  if (isOneEach(column, nDistinct)) return { nRows, nDistinct, why: counted };
  return isCoded(column, nDistinct)
    ? { nRows, nDistinct, why: `${counted}, all of the form of a hash or a code` }
    : undefined;
}

function countLevels({ codes, levels }: CodedColumn): number {
  const isSeen = new Uint8Array(levels.length);
  for (const code of codes) if (code >= 0) isSeen[code] = 1;
  return isSeen.reduce((n, seen) => n + seen, 0);
}

/** Whether most values are hashes, UUIDs or codes of one length that mix letters and digits, and hardly repeat. */
function isCoded({ kind, codes, levels }: CodedColumn, nDistinct: number): boolean {
  const nPresent = codes.reduce((n, code) => n + (code >= 0 ? 1 : 0), 0);
  if (kind !== 'category' || nDistinct < FEWEST_ROWS || nDistinct < CODED_SHARE * nPresent)
    return false;
  const [first = ''] = levels;
  const isCode = (level: string): boolean =>
    HASH.test(level) ||
    (level.length === first.length && level.length >= 6 && /\d/.test(level) && CODE.test(level));
  return levels.filter(isCode).length >= UNIQUE_SHARE * levels.length;
}

function isOneEach({ kind, codes, levels }: CodedColumn, nDistinct: number): boolean {
  const nPresent = codes.reduce((n, code) => n + (code >= 0 ? 1 : 0), 0);
  if (kind !== 'category' || nPresent < FEWEST_ROWS) return false;
  const nNumbers = levels.filter((level) => Number.isFinite(Number(level))).length;
  const share = nNumbers > levels.length / 2 ? UNIQUE_SHARE : UNIQUE_TEXT_SHARE;
  return nDistinct >= share * nPresent;
}

function countEvidence(name: string, values: Float64Array): IdEvidence | undefined {
  const n = values.length;
  if (n < FEWEST_ROWS || !values.every(Number.isInteger)) return undefined;
  const glance = values.subarray(0, GLANCE_ROWS);
  if (new Set(glance).size < glance.length) return undefined;
  const sorted = sortedPresent(values);
  const [low, high] = [sorted[0], sorted[n - 1]];
  if (countDistinctSorted(sorted) !== n) return undefined;
  const evidence = { nRows: n, nDistinct: n };
  if (high - low === n - 1)
    return { ...evidence, why: `its whole numbers count the rows from ${low} to ${high}` };
  if (n < FEWEST_NUMBERS || NAMES_MEASURE.test(name) || isClock(low, high)) return undefined;
  if (values.every((x, i) => i === 0 || x > values[i - 1]) && high - low < SPARSE * n)
    return { ...evidence, why: `its whole numbers grow from row to row, from ${low} to ${high}` };
  return isDrawnOnce(sorted)
    ? {
        ...evidence,
        why: `its whole numbers of ${String(low).length} digits fill their range evenly and none repeats`,
      }
    : undefined;
}

/** How near to the first and last number of their length drawn numbers reach. */
const FILLS = 1.05;
/** Rows in which most columns that repeat have done so. */
const GLANCE_ROWS = 1000;

const NAMES_MEASURE =
  /year|date|time|month|day|week|hour|minute|second|price|amount|population|distance|weight|area|size|salary|income|cost|total|value/i;

/** Seconds or milliseconds since 1970 from 1990 to 2100: an instant, not an id. */
function isClock(low: number, high: number): boolean {
  const isWithin = (unit: number) => low >= 6.3e8 * unit && high <= 4.1e9 * unit;
  return isWithin(1) || isWithin(1000);
}

/**
 * Whether numbers of one length lie evenly (Kolmogorov-Smirnov, 1 %) without a repetition where chance would repeat
 * five or more, or from the first to the last number of their length: a draw without putting back, as ids are handed out.
 */
function isDrawnOnce(sorted: Float64Array): boolean {
  const n = sorted.length;
  const [low, high] = [sorted[0], sorted[n - 1]];
  if (low < 1000 || String(low).length !== String(high).length) return false;
  const expectedRepeats = (n * n) / (2 * (high - low + 1));
  const shortest = 10 ** (String(low).length - 1);
  const fillsLength = low <= FILLS * shortest && high >= (10 * shortest) / FILLS;
  const step = (high - low) / (n - 1);
  let farthest = 0;
  for (let i = 0; i < n; i++)
    farthest = Math.max(farthest, Math.abs(sorted[i] - low - i * step) / (high - low));
  return (expectedRepeats >= 5 || fillsLength) && farthest <= 1.63 / Math.sqrt(n);
}
