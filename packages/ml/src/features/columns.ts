import { type Matrix, zeros } from '../math/index.ts';

/** One column of a matrix. */
export function columnOf({ nRows, nColumns, values }: Matrix, j: number): Float64Array {
  const column = new Float64Array(nRows);
  for (let i = 0; i < nRows; i++) column[i] = values[i * nColumns + j];
  return column;
}

/** A matrix of some columns of another, in the order in which they are named. */
export function takeMatrixColumns(x: Matrix, columns: Int32Array): Matrix {
  const made = zeros(x.nRows, columns.length);
  for (let i = 0; i < x.nRows; i++) {
    for (let j = 0; j < columns.length; j++)
      made.values[i * columns.length + j] = x.values[i * x.nColumns + columns[j]];
  }
  return {
    ...made,
    ...(x.levels && { levels: Int32Array.from(columns, (j) => x.levels?.[j] ?? 0) }),
  };
}

/** Places of the largest scores, ascending; of equal scores the first. A score that is not a number is below all others. */
export function bestColumns(scores: Float64Array, n: number): Int32Array {
  const rankOf = (j: number): number =>
    Number.isNaN(scores[j]) ? Number.NEGATIVE_INFINITY : scores[j];
  return Int32Array.from(scores.keys())
    .sort((a, b) => (rankOf(a) === rankOf(b) ? a - b : rankOf(b) > rankOf(a) ? 1 : -1))
    .slice(0, n)
    .sort();
}
