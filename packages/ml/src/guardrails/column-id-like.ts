import type { ColumnStatistics, Finding } from '@kaizenml/contracts';
import { countDistinctSorted, sortedPresent } from '../stats/index.ts';
import { type CodedColumn, type Column, isNumeric } from '../table/index.ts';

/** Fewest rows from which one value per row is no accident. */
const FEWEST_ROWS = 20;
/** Values that repeat in less than this share of rows are one per row. */
const UNIQUE_SHARE = 0.95;

/**
 * Finds a column that names rows instead of describing them.
 *
 * Columns of kind `id`; numbers that are a running count in any order; categories with another value in
 * nearly every row.
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
    kind === 'category' && nPresent >= FEWEST_ROWS && nDistinct >= UNIQUE_SHARE * nPresent;
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
  if (isNumeric(column)) return column.kind === 'number' ? countEvidence(column.values) : undefined;
  const nDistinct = new Set(column.codes.filter((code) => code >= 0)).size;
  const nRows = column.codes.length;
  const counted = whyDistinct(nDistinct, nRows);
  if (column.kind === 'id') return { nRows, nDistinct, why: counted };
  return isOneEach(column, nDistinct) ? { nRows, nDistinct, why: counted } : undefined;
}

function isOneEach({ kind, codes }: CodedColumn, nDistinct: number): boolean {
  const nPresent = codes.reduce((n, code) => n + (code >= 0 ? 1 : 0), 0);
  return kind === 'category' && nPresent >= FEWEST_ROWS && nDistinct >= UNIQUE_SHARE * nPresent;
}

function countEvidence(values: Float64Array): IdEvidence | undefined {
  const n = values.length;
  if (n < FEWEST_ROWS || !values.every(Number.isInteger)) return undefined;
  const sorted = sortedPresent(values);
  const isCount = sorted[n - 1] - sorted[0] === n - 1 && countDistinctSorted(sorted) === n;
  if (!isCount) return undefined;
  const why = whyCount(sorted[0], sorted[n - 1]);
  return { nRows: n, nDistinct: n, why };
}
