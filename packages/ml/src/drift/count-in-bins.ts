import type { ColumnReference } from '@kaizenml/contracts';
import { type Column, isNumeric } from '../table/index.ts';

/**
 * Rows of a column per bin or level of a reference; missing values are not counted.
 *
 * Cells that the reference's kind cannot place - text where numbers were, an unknown level - count as
 * other for levels and are left out for numbers.
 *
 * @returns As many counts as the reference has bins.
 * @cost O(n log bins)
 * @source Bentley & Yao (1976): binary search of the bin.
 */
export function countInBins(reference: ColumnReference, column: Column): number[] {
  if (reference.edges) return countNumbers(reference.edges, column);
  if (reference.levels) return countLevelsOf(reference.levels, column);
  return [];
}

function countNumbers(edges: readonly number[], column: Column): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  if (!isNumeric(column)) return counts;
  for (const x of column.values) if (!Number.isNaN(x)) counts[binOf(edges, x)]++;
  return counts;
}

function binOf(edges: readonly number[], x: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x <= edges[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}

function countLevelsOf(levels: readonly string[], column: Column): number[] {
  const counts = new Array<number>(levels.length + 1).fill(0);
  const binOfLevel = new Map(levels.map((level, bin) => [level, bin]));
  const other = levels.length;
  if (isNumeric(column)) {
    for (const x of column.values)
      if (!Number.isNaN(x)) counts[binOfLevel.get(String(x)) ?? other]++;
    return counts;
  }
  const binOfCode = column.levels.map((level) => binOfLevel.get(level) ?? other);
  for (const code of column.codes) if (code >= 0) counts[binOfCode[code]]++;
  return counts;
}
