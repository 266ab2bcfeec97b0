/** A matrix turned on its side: element (i, j) of n x m goes to (j, i). Rows are contiguous before and after. */
export function transposed(values: Float64Array, n: number, m: number): Float64Array {
  const turned = new Float64Array(n * m);
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) turned[j * n + i] = values[i * m + j];
  return turned;
}
