/**
 * The place where a falling curve bends most: of all points the one farthest below the line from the first to the last.
 *
 * @param heights At least three, at equal steps, falling on the whole.
 * @returns Its index, never the first or last; undefined where the curve is straight or arches over the line.
 * @source Satopää et al. (2011), "Finding a Kneedle in a Haystack: Detecting Knee Points in System Behavior", ICDCS
 * Workshops, 166-171, without its smoothing.
 */
export function knee(heights: readonly number[]): number | undefined {
  const last = heights.length - 1;
  const fall = heights[0] - heights[last];
  if (last < 2 || !(fall > 0)) return undefined;
  let deepest = NOISE;
  let found: number | undefined;
  for (let i = 1; i < last; i++) {
    const depth = 1 - (heights[i] - heights[last]) / fall - i / last;
    if (depth <= deepest) continue;
    deepest = depth;
    found = i;
  }
  return found;
}

/** Depth below the line, as a share of the fall, that is no bend. */
const NOISE = 0.02;
