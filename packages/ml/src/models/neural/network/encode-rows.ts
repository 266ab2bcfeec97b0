import type { Matrix } from '../../../math/index.ts';
import { type InputColumns, levelPlace, type NumberColumn } from './columns.ts';

/** Rows as a network takes them. */
export interface EncodedRows {
  readonly nRows: number;
  /** Numbers on a common scale, then 1 for each missing one of a column with gaps. n x nLoose. */
  readonly loose: Float32Array;
  readonly nLoose: number;
  /** Where each number lies among the knots of its column: 0 at the first, 1 at the second. n x numbers. */
  readonly places: Float32Array;
  readonly nNumbers: number;
  /** Row of the table of each category. n x categories. */
  readonly tableRows: Int32Array;
}

/** Number of loose inputs. */
export function countLoose({ numbers }: InputColumns): number {
  return numbers.length + numbers.filter(({ hasGaps }) => hasGaps).length;
}

/** The rows from `from` up to `to` as inputs; a missing number lies at the median of its column. */
export function encodeRows(
  columns: InputColumns,
  x: Matrix,
  from: number,
  to: number,
): EncodedRows {
  const { numbers, categories } = columns;
  const nRows = to - from;
  const nLoose = countLoose(columns);
  const loose = new Float32Array(nRows * nLoose);
  const places = new Float32Array(nRows * numbers.length);
  const tableRows = new Int32Array(nRows * categories.length);
  for (let i = 0; i < nRows; i++) {
    const row = (from + i) * x.nColumns;
    let gap = i * nLoose + numbers.length;
    for (let j = 0; j < numbers.length; j++) {
      const number = numbers[j];
      const given = x.values[row + number.column];
      const isMissing = Number.isNaN(given);
      const value = isMissing ? number.median : given;
      loose[i * nLoose + j] = standardized(number, value);
      places[i * numbers.length + j] = placeAmong(number.knots, value);
      if (number.hasGaps) loose[gap++] = isMissing ? 1 : 0;
    }
    for (let j = 0; j < categories.length; j++) {
      const { column, rows } = categories[j];
      tableRows[i * categories.length + j] =
        rows[levelPlace(x.values[row + column], rows.length - 2)];
    }
  }
  return { nRows, loose, nLoose, places, nNumbers: numbers.length, tableRows };
}

/** Distance from the median in spreads, bent so that it stays within 3. @source Holzmüller, Grinsztajn & Steinwart (2024), "Better by default", NeurIPS. */
function standardized({ median, spread }: NumberColumn, value: number): number {
  if (spread === 0) return 0;
  const z = value / spread - median / spread;
  return Math.abs(z) < 1e9 ? z / Math.sqrt(1 + (z / 3) * (z / 3)) : 3 * Math.sign(z);
}

/** Number of whole pieces below a value plus its part of the piece that it lies in. */
function placeAmong(knots: Float64Array, value: number): number {
  const last = knots.length - 1;
  if (last < 1 || value <= knots[0]) return 0;
  if (value >= knots[last]) return last;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (knots[middle] <= value) low = middle;
    else high = middle;
  }
  // Halves, since the difference of two finite numbers may be infinite.
  return low + (value / 2 - knots[low] / 2) / (knots[high] / 2 - knots[low] / 2);
}
