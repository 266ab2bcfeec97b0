/**
 * The mean after one more value.
 *
 * Rounded in the order of the reference libraries, (1 / n) (x - mean): detectors compare means with bounds, and an alarm must
 * come with the same value as theirs.
 *
 * @param n Values with this one.
 */
export function meanAfter(mean: number, n: number, x: number): number {
  return mean + (1 / n) * (x - mean);
}
