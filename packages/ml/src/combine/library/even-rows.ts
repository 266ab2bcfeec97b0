/**
 * At most so many of the numbers from 0 to n - 1, at even distances; all of them where they are no more.
 *
 * @shape min(n, most), rising
 */
export function evenRows(n: number, most: number): Int32Array {
  const length = Math.min(n, most);
  return Int32Array.from({ length }, (_, i) => Math.floor((i * n) / length));
}
