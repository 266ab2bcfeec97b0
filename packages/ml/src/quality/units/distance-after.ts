import type { ColumnWindow, NumberBinning } from '../../windows/index.ts';

/** Share of a value, and of the range, by which roundings of a conversion may move it. */
const ROUNDING = 1e-9;

/**
 * Distance of a window to its reference after the reference was changed: largest difference of the shares of values up to an edge, 0 to 1.
 *
 * Where an edge falls into a bin of the changed reference, its share is known up to that of the bin, and the nearest counts; so the
 * distance is never too large. Infinite values are left out of neither side.
 *
 * @cost O(bins log bins)
 * @source Smirnov (1948), Annals of Mathematical Statistics 19.
 */
export function distanceAfter(
  {
    binning: { edges },
    reference,
    current,
  }: {
    readonly binning: NumberBinning;
    readonly reference: ColumnWindow;
    readonly current: ColumnWindow;
  },
  { scale, shift }: { readonly scale: number; readonly shift: number },
): number {
  const before = sharesUpTo(reference.counts);
  const now = sharesUpTo(current.counts);
  const range = reference.moments.max - reference.moments.min;
  const isSame = scale === 1 && shift === 0;
  let largest = 0;
  for (let at = 0; at < edges.length; at++) {
    const value = (edges[at] - shift) / scale;
    const slack = isSame ? 0 : ROUNDING * (Math.abs(value) + range);
    const low = shareBelow(value - slack);
    const high = shareUpTo(value + slack);
    const [least, most] = scale > 0 ? [low, high] : [1 - high, 1 - low];
    largest = Math.max(largest, least - now[at], now[at] - most);
  }
  return largest;

  /** Share of reference values surely at most this. */
  function shareBelow(value: number): number {
    const bin = countEdges(edges, value);
    return bin < edges.length && edges[bin] === value ? before[bin] : (before[bin - 1] ?? 0);
  }
  /** Share of reference values that may be at most this. */
  function shareUpTo(value: number): number {
    return before[countEdges(edges, value)];
  }
}

function sharesUpTo(counts: Float64Array): Float64Array {
  const sums = new Float64Array(counts.length);
  let sum = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    sum += counts[bin];
    sums[bin] = sum;
  }
  return sums.map((part) => part / sum);
}

/** Edges below a value, which is its bin. */
function countEdges(edges: Float64Array, value: number): number {
  let [from, to] = [0, edges.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (edges[middle] < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
