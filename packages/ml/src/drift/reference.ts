import type { ColumnReference } from '@kaizenml/contracts';
import { countDistinctSorted, countLevels, sortedPresent } from '../stats/index.ts';
import {
  type CodedColumn,
  type Column,
  countMissing,
  getColumn,
  isNumeric,
  type NumericColumn,
  type Table,
} from '../table/index.ts';
import { countInBins } from './count-in-bins.ts';

const MAX_BINS = 10;
const MAX_LEVELS = 30;

/**
 * The distribution of one column of a table: what later data is compared with.
 *
 * @throws COLUMN_UNKNOWN
 */
export function buildReference(table: Table, column: string): ColumnReference {
  return columnReference(getColumn(table, column));
}

/**
 * The distribution of one column.
 *
 * Numbers and dates get up to 10 bins of about equal count, or one bin per value when there are at most
 * 10; equal edges are merged. Categories and booleans get their 30 most frequent levels and one bin for
 * all others. A constant gets the bin up to it and the bin above. Text and ids have no bins: only their missing share is kept.
 *
 * @cost O(n log n) for numbers and dates, else O(n + levels log levels).
 * @source Siddiqi (2006), "Credit Risk Scorecards": deciles of the development sample.
 */
export function columnReference(column: Column): ColumnReference {
  if (isNumeric(column)) return numericReference(column);
  if (column.kind === 'category' || column.kind === 'boolean') return codedReference(column);
  return { ...facts(column), counts: [] };
}

function numericReference(column: NumericColumn): ColumnReference {
  const edges = innerEdges(sortedPresent(column.values));
  const binned = { ...facts(column), edges };
  return { ...binned, counts: countInBins({ ...binned, counts: [] }, column) };
}

function codedReference(column: CodedColumn): ColumnReference {
  const counts = countLevels(column.codes, column.levels.length);
  const levels = column.levels
    .map((level, code) => ({ level, count: counts[code] }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, MAX_LEVELS)
    .map(({ level }) => level);
  const binned = { ...facts(column), levels };
  return { ...binned, counts: countInBins({ ...binned, counts: [] }, column) };
}

function facts(column: Column): Pick<ColumnReference, 'column' | 'kind' | 'nRows' | 'nMissing'> {
  const nRows = isNumeric(column) ? column.values.length : column.codes.length;
  return { column: column.name, kind: column.kind, nRows, nMissing: countMissing(column) };
}

function innerEdges(sorted: Float64Array): number[] {
  const n = sorted.length;
  const places =
    countDistinctSorted(sorted) <= MAX_BINS
      ? Array.from(sorted, (_, i) => i)
      : Array.from({ length: MAX_BINS - 1 }, (_, b) => Math.ceil(((b + 1) * n) / MAX_BINS) - 1);
  const edges = new Set(places.map((place) => sorted[place]));
  if (edges.size > 1) edges.delete(sorted[n - 1]);
  return [...edges];
}
