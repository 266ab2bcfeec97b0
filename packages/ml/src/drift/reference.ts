import type { ColumnReference } from '@kaizenml/contracts';
import { countDistinctSorted, countLevels, sortedPresent } from '../stats/index.ts';
import {
  type CodedColumn,
  type Column,
  countMissing,
  isNumeric,
  type NumericColumn,
} from '../table/index.ts';

const MAX_BINS = 10;
const MAX_LEVELS = 30;

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
  const sorted = sortedPresent(column.values);
  const edges = innerEdges(sorted);
  const counts = new Array<number>(edges.length + 1).fill(0);
  let bin = 0;
  for (const value of sorted) {
    while (value > edges[bin]) bin++;
    counts[bin]++;
  }
  return { ...facts(column), edges, counts };
}

function codedReference(column: CodedColumn): ColumnReference {
  const counted = countLevels(column.codes, column.levels.length);
  const all = column.levels
    .map((level, code) => ({ level, count: counted[code] }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  const known = all.slice(0, MAX_LEVELS);
  const others = all.slice(MAX_LEVELS).reduce((sum, { count }) => sum + count, 0);
  return {
    ...facts(column),
    levels: known.map(({ level }) => level),
    counts: [...known.map(({ count }) => count), others],
  };
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
