/** A dense matrix, row-major: element (i, j) is `values[i * nColumns + j]`. */
export interface Matrix {
  readonly nRows: number;
  readonly nColumns: number;
  readonly values: Float64Array;
  /**
   * Which columns hold codes of a category, and of how many levels: 0 for a column of numbers, k for
   * codes 0 to k - 1, with k for an unseen level and -1 for a missing one. Absent: all are numbers.
   */
  readonly levels?: Int32Array;
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
  const taken: Matrix = {
    ...zeros(rows.length, x.nColumns),
    ...(x.levels && { levels: x.levels }),
  };
  for (let i = 0; i < rows.length; i++) {
    const start = rows[i] * x.nColumns;
    taken.values.set(x.values.subarray(start, start + x.nColumns), i * x.nColumns);
  }
  return taken;
}
