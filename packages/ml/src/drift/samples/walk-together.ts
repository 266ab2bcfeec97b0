import type { NumberSample } from './sample.ts';

/**
 * Visits the distinct values of two samples together, in increasing order.
 *
 * @param visit Gets a value and its rows in either sample, 0 where a sample does not have it.
 * @cost O(values of both), some nanoseconds each.
 */
export function walkTogether(
  reference: NumberSample,
  current: NumberSample,
  visit: (value: number, nReference: number, nCurrent: number) => void,
): void {
  const { values: a, weights: v } = reference;
  const { values: b, weights: w } = current;
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] < b[j]) visit(a[i], v[i++], 0);
    else if (b[j] < a[i]) visit(b[j], 0, w[j++]);
    else visit(a[i], v[i++], w[j++]);
  }
  for (; i < a.length; i++) visit(a[i], v[i], 0);
  for (; j < b.length; j++) visit(b[j], 0, w[j]);
}
