/** Places of rows at even distances, all where there are no more than asked for. */
export function thinnedRows(n: number, atMost: number): Int32Array {
  const every = Math.max(1, n / atMost);
  return Int32Array.from({ length: Math.min(n, atMost) }, (_, i) => Math.floor(i * every));
}
