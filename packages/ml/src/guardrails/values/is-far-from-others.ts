/** Ranges of the other values that lie between them and a sentinel. */
const FAR = 0.5;
/** Smallest size of a sentinel that is no plain -1 or -9. */
const LARGE = 99;

/**
 * Whether a suspect such as -999 stands apart from the other values of a column: half their range above them, two
 * ranges below, or below values that are never negative.
 *
 * @param low Smallest of the other values. @param high Largest of them. @param nDistinct How many differ.
 * @source Pearson (2006), "The Problem of Disguised Missing Data", SIGKDD Explorations 8(1).
 */
export function isFarFromOthers(
  value: number,
  {
    low,
    high,
    nDistinct,
  }: { readonly low: number; readonly high: number; readonly nDistinct: number },
): boolean {
  const range = high - low;
  if (!(range > 0)) return false;
  const isBelow = value < low - FAR * range;
  const isLarge = Math.abs(value) >= LARGE;
  if (value > high) return value > high + FAR * range && isLarge;
  if (value >= low) return false;
  if (value < low - 2 * range) return true;
  if (low < 0) return isBelow && isLarge;
  if (value === -1 || value === -9) return nDistinct >= 5 || (isBelow && nDistinct > 2);
  return isBelow || isLarge;
}
