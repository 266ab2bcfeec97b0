import type { Finding } from '@kaizenml/contracts';
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
  if (!evidence) return [];
  const { name } = column;
  return [
    {
      code: 'COLUMN_ID_LIKE',
      severity: 'info',
      message: `Column "${name}" identifies rows instead of describing them: ${evidence.why}.`,
      hint: 'It is left out, since rows to come have other values.',
      column: name,
      details: { column: name, ...evidence },
    },
  ];
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
  const counted = `it has ${nDistinct} different values in ${nRows} rows`;
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
  const why = `its whole numbers count the rows from ${sorted[0]} to ${sorted[n - 1]}`;
  return { nRows: n, nDistinct: n, why };
}
