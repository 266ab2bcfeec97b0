/** Values at the given rows, in their order. @cost O(n) */
export function valuesAt(values: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]];
  return taken;
}

/** Cells of a table that a check looks at, as long as that leaves it some rows. */
const MOST_CELLS = 2_000_000;
const FEWEST_ROWS = 500;

/** Rows that a check looks at: at most `nMost`, and fewer of tables with hundreds of columns, so that the work is about the same. */
export function rowsForColumns(nColumns: number, nMost: number): number {
  return Math.min(nMost, Math.max(FEWEST_ROWS, Math.floor(MOST_CELLS / Math.max(1, nColumns))));
}

/** Rows from 0, evenly spaced, at most `nMost`. */
export function spacedRows(nRows: number, nMost: number): Int32Array {
  const n = Math.min(nRows, nMost);
  return Int32Array.from({ length: n }, (_, k) => Math.floor((k * nRows) / n));
}
