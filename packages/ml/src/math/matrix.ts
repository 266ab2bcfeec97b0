/** A dense matrix, row-major: element (i, j) is `values[i * nColumns + j]`. */
export interface Matrix {
  readonly nRows: number;
  readonly nColumns: number;
  readonly values: Float64Array;
}

/** A matrix of zeros. */
export function zeros(nRows: number, nColumns: number): Matrix {
  return { nRows, nColumns, values: new Float64Array(nRows * nColumns) };
}

/** A matrix from rows of equal length. */
export function fromRows(rows: readonly (readonly number[])[]): Matrix {
  const nColumns = rows[0]?.length ?? 0;
  return { nRows: rows.length, nColumns, values: Float64Array.from(rows.flat()) };
}

/** The rows at the given positions, in that order. */
export function takeMatrixRows(x: Matrix, rows: ArrayLike<number>): Matrix {
  const taken = zeros(rows.length, x.nColumns);
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i] * x.nColumns;
    taken.values.set(x.values.subarray(start, start + x.nColumns), i * x.nColumns);
  }
  return taken;
}
