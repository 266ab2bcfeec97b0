import type { Matrix } from '../../math/index.ts';
import type { Target } from '../../models/index.ts';
import { correlation } from '../../stats/index.ts';
import { bestColumns, columnOf } from '../columns.ts';
import type { SelectionMethod } from '../selection-method.ts';

/**
 * Keeps the columns with the largest F statistic: of classes that of an analysis of variance, of numbers that of a line.
 *
 * @cost O(n p).
 * @source Fisher (1925), "Statistical Methods for Research Workers", chapter VII.
 */
export const univariate: SelectionMethod = {
  name: 'univariate',
  title: 'Univariate F test',
  kind: 'filter',
  source: 'Fisher (1925), "Statistical Methods for Research Workers", chapter VII.',
  select: (x, y, { nKept }) => bestColumns(fStatistics(x, y), nKept),
};

/** F of each column; NaN of a constant one, Infinity where the column tells all. */
export function fStatistics(x: Matrix, y: Target): Float64Array {
  const byColumn = y.kind === 'regression' ? fOfLine : fOfClasses;
  return Float64Array.from({ length: x.nColumns }, (_, j) => byColumn(columnOf(x, j), y as never));
}

function fOfLine(
  column: Float64Array,
  { values }: Extract<Target, { kind: 'regression' }>,
): number {
  const r = correlation(column, values);
  return (r ** 2 / (1 - r ** 2)) * (column.length - 2);
}

function fOfClasses(
  column: Float64Array,
  { codes, nClasses }: Extract<Target, { kind: 'classification' }>,
): number {
  const counts = new Float64Array(nClasses);
  const sums = new Float64Array(nClasses);
  let total = 0;
  for (let i = 0; i < column.length; i++) {
    counts[codes[i]]++;
    sums[codes[i]] += column[i];
    total += column[i];
  }
  const mean = total / column.length;
  let between = 0;
  let nPresent = 0;
  for (let k = 0; k < nClasses; k++) {
    if (counts[k] === 0) continue;
    nPresent++;
    between += counts[k] * (sums[k] / counts[k] - mean) ** 2;
  }
  let within = 0;
  for (let i = 0; i < column.length; i++)
    within += (column[i] - sums[codes[i]] / counts[codes[i]]) ** 2;
  return between / (nPresent - 1) / (within / (column.length - nPresent));
}
