import { type NumberSample, walkTogether } from '../samples/index.ts';

/**
 * Area between the empirical distributions: how far rows must be moved on average to make one sample of the other.
 *
 * @returns In the unit of the column.
 * @cost O(values)
 * @source Vallender (1974), Theory of Probability and its Applications 18, 784-786.
 */
export function areaBetween(reference: NumberSample, current: NumberSample): number {
  let [below, beside, area, last] = [0, 0, 0, 0];
  walkTogether(reference, current, (value, a, b) => {
    if (below + beside > 0)
      area += Math.abs(below / reference.n - beside / current.n) * (value - last);
    below += a;
    beside += b;
    last = value;
  });
  return area;
}
