/**
 * Largest distance between the distribution functions of two sorted samples.
 *
 * @param a Sorted, without NaN. Length n.
 * @param b Sorted, without NaN. Length m.
 * @param scale Factor on `b`. Default 1. @param shift Added to `b` after it. Default 0.
 * @returns 0 (equal) to 1 (apart).
 * @cost O(n + m)
 * @source Smirnov (1948), "Table for Estimating the Goodness of Fit of Empirical Distributions", Ann. Math. Stat. 19.
 */
export function ksDistance(a: Float64Array, b: Float64Array, scale = 1, shift = 0): number {
  let [i, j, distance] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const left = a[i];
    const right = b[j] * scale + shift;
    // Converted values differ in the last digits from the same values measured in the other unit.
    const tolerance = 1e-9 * Math.abs(left);
    const at = Math.min(left, right) + tolerance;
    while (i < a.length && a[i] <= at) i++;
    while (j < b.length && b[j] * scale + shift <= at) j++;
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length));
  }
  return distance;
}
