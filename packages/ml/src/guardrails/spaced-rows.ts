/** Values at the given rows, in their order. @cost O(n) */
export function valuesAt(values: Float64Array, rows: Int32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]];
  return taken;
}

/** Rows from 0, evenly spaced, at most `nMost`. */
export function spacedRows(nRows: number, nMost: number): Int32Array {
  const n = Math.min(nRows, nMost);
  return Int32Array.from({ length: n }, (_, k) => Math.floor((k * nRows) / n));
}
