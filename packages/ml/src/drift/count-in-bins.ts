import type { ColumnReference } from '@kaizenml/contracts';
import { type Column, isNumeric } from '../table/index.ts';

/**
 * Rows of a column per bin or level of a reference; missing values are not counted.
 *
 * Cells that the reference's kind cannot place - text where numbers were, an unknown level - count as
 * other for levels and are left out for numbers.
 *
 * @param weights What each row counts, above 0, such as 1 divided by the probability with which it was kept. Length n. Default 1 each.
 * @returns As many counts as the reference has bins.
 * @cost O(n log bins)
 * @source Bentley & Yao (1976): binary search of the bin; Horvitz & Thompson (1952): the weights.
 */
export function countInBins(
  reference: ColumnReference,
  column: Column,
  weights?: ArrayLike<number>,
): number[] {
  if (reference.edges) return countNumbers(reference.edges, column, weights);
  if (reference.levels) return countLevelsOf(reference.levels, column, weights);
  return [];
}

function countNumbers(
  edges: readonly number[],
  column: Column,
  weights: ArrayLike<number> | undefined,
): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  if (!isNumeric(column)) return counts;
  const { values } = column;
  for (let i = 0; i < values.length; i++)
    if (!Number.isNaN(values[i])) counts[binOf(edges, values[i])] += weights ? weights[i] : 1;
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

function countLevelsOf(
  levels: readonly string[],
  column: Column,
  weights: ArrayLike<number> | undefined,
): number[] {
  const counts = new Array<number>(levels.length + 1).fill(0);
  const binOfLevel = new Map(levels.map((level, bin) => [level, bin]));
  const other = levels.length;
  if (isNumeric(column)) {
    const { values } = column;
    for (let i = 0; i < values.length; i++)
      if (!Number.isNaN(values[i]))
        counts[binOfLevel.get(String(values[i])) ?? other] += weights ? weights[i] : 1;
    return counts;
  }
  const binOfCode = column.levels.map((level) => binOfLevel.get(level) ?? other);
  const { codes } = column;
  for (let i = 0; i < codes.length; i++)
    if (codes[i] >= 0) counts[binOfCode[codes[i]]] += weights ? weights[i] : 1;
  return counts;
}
