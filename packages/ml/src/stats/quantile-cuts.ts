/**
 * Cuts of sorted values into bins of about as many each, ascending and distinct: a value is in the bin of as many cuts as are
 * not above it. A value that fills whole bins gets one of its own.
 *
 * @param sorted Ascending, none missing.
 * @cost O(bins log n)
 */
export function quantileCuts(sorted: Float64Array, nBins: number): Float64Array {
  const cuts: number[] = [];
  let last = Number.NaN;
  for (let b = 1; b < nBins; b++) {
    const value = sorted[Math.floor((b * sorted.length) / nBins)];
    const cut = value === last ? nextAbove(sorted, value) : value;
    last = value;
    if (cut !== undefined && !(cut <= (cuts.at(-1) ?? Number.NEGATIVE_INFINITY))) cuts.push(cut);
  }
  return Float64Array.from(cuts);
}

/** How many cuts are at or below a value. @cost O(log cuts) */
export function binAmong(cuts: Float64Array, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The smallest value above another; undefined where there is none. */
function nextAbove(sorted: Float64Array, value: number): number | undefined {
  return sorted[binAmong(sorted, value)];
}
