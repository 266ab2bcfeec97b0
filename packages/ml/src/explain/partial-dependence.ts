import { finiteNumbers } from '../math/index.ts';
import {
  type CodedColumn,
  type Column,
  getColumn,
  isNumeric,
  isoDate,
  type NumericColumn,
  type Table,
} from '../table/index.ts';

/** Mean answer at each of a few values of one column. */
export interface PartialDependence {
  readonly column: string;
  /** Values, increasing; for levels the most frequent first; ISO 8601 for dates. */
  readonly grid: readonly (number | string)[];
  /** Mean answer when every row has that value. Same length as the grid. */
  readonly means: readonly number[];
}

/** Which column is varied, and how the answers are made. */
export interface PartialDependenceOptions {
  readonly column: string;
  /** Values tried at most. Default 20. */
  readonly nPoints?: number;
  /** The number of interest for each row. */
  predict(table: Table): Float64Array;
}

/**
 * Mean answer as one column takes one value after another in every row.
 *
 * Numbers are tried at evenly spaced quantiles, levels by frequency. Rows that no one would meet may
 * arise where columns depend on each other.
 *
 * @throws COLUMN_UNKNOWN
 * @cost nPoints predictions of the table.
 * @source Friedman (2001), "Greedy Function Approximation", Annals of Statistics 29, section 8.2.
 */
export function partialDependence(
  table: Table,
  { column: name, nPoints = 20, predict }: PartialDependenceOptions,
): PartialDependence {
  const column = getColumn(table, name);
  const points = isNumeric(column) ? quantiles(column, nPoints) : frequentCodes(column, nPoints);
  const means = points.map((point) => {
    const fixed = constantColumn(column, point, table.nRows);
    const columns = table.columns.map((other) => (other === column ? fixed : other));
    const answers = predict({ nRows: table.nRows, columns });
    return answers.reduce((sum, value) => sum + value, 0) / answers.length;
  });
  return { column: name, grid: points.map((point) => label(column, point)), means };
}

function quantiles({ values }: NumericColumn, nPoints: number): number[] {
  const sorted = finiteNumbers(values).sort();
  const last = sorted.length - 1;
  if (last < 0) return [];
  const picked = Array.from({ length: nPoints }, (_, i) =>
    nPoints === 1 ? sorted[last >> 1] : sorted[Math.round((i * last) / (nPoints - 1))],
  );
  return [...new Set(picked)];
}

function frequentCodes({ codes, levels }: CodedColumn, nPoints: number): number[] {
  const counts = new Float64Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code]++;
  return [...levels.keys()]
    .filter((code) => counts[code] > 0)
    .sort((a, b) => counts[b] - counts[a])
    .slice(0, nPoints);
}

function constantColumn(column: Column, point: number, nRows: number): Column {
  return isNumeric(column)
    ? { ...column, values: new Float64Array(nRows).fill(point) }
    : { ...column, codes: new Int32Array(nRows).fill(point) };
}

function label(column: Column, point: number): number | string {
  if (!isNumeric(column)) return column.levels[point];
  return column.kind === 'date' ? isoDate(point) : point;
}
