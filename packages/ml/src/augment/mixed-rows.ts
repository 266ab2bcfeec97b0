import { columnSpread, type Matrix } from '../math/index.ts';
import type { CategoryFeature, NumberFeature } from './features-of.ts';

/** Rows of one class as distances see them. */
export interface MixedRows {
  /** n x p */
  readonly numbers: Matrix;
  /** n x q, row by row; a missing value is a code of its own. */
  readonly codes: Int32Array;
  readonly nCodes: number;
  /** What a category that differs adds to a squared distance. */
  readonly mismatch: number;
}

/**
 * The numbers of some rows in units of the standard deviation of their column, around its mean. A missing number counts
 * as the mean; a column without spread counts nothing.
 *
 * @shape features: p, rows: n, result: n x p
 */
export function scaledNumbers(features: readonly NumberFeature[], rows: Int32Array): Matrix {
  const p = features.length;
  const values = new Float64Array(rows.length * p);
  for (const [j, { column, mean, deviation }] of features.entries()) {
    if (deviation === 0) continue;
    rows.forEach((row, i) => {
      const value = column.values[row];
      if (!Number.isNaN(value)) values[i * p + j] = (value - mean) / deviation;
    });
  }
  return { nRows: rows.length, nColumns: p, values };
}

/** The codes of some rows. @shape features: q, rows: n, result: n x q */
export function codesOf(features: readonly CategoryFeature[], rows: Int32Array): Int32Array {
  const q = features.length;
  const codes = new Int32Array(rows.length * q);
  for (const [j, { codes: all }] of features.entries())
    rows.forEach((row, i) => {
      codes[i * q + j] = all[row];
    });
  return codes;
}

/**
 * Rows with the distance of SMOTE-NC: a category that differs adds the square of the median of the standard deviations
 * that the numbers have among these rows.
 *
 * @shape numbers: n x p, codes: n x nCodes
 * @source Chawla et al. (2002), "SMOTE", Journal of Artificial Intelligence Research 16, section 6.1.
 */
export function mixedRows(numbers: Matrix, codes: Int32Array, nCodes: number): MixedRows {
  const median = medianOf(columnSpread(numbers).deviations);
  return { numbers, codes, nCodes, mismatch: median * median };
}

function medianOf(values: Float64Array): number {
  const sorted = values.toSorted();
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
