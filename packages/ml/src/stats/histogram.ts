/** Counts in equal bins: bin i holds `edges[i] <= x < edges[i + 1]`, the last one also its upper edge. */
export interface Histogram {
  /** Increasing, one more than `counts`. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/**
 * Histogram of equal-width bins from the smallest to the largest value; one bin when all are equal.
 *
 * @param values Without NaN.
 * @param nBins Number of bins. Default 20.
 * @returns Null when there are no values or their range is infinite.
 * @cost O(n)
 * @source Pearson (1895), "Skew Variation in Homogeneous Material"; values on an edge as in numpy.
 */
export function histogram(values: Float64Array, nBins = 20): Histogram | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    if (values[i] < low) low = values[i];
    if (values[i] > high) high = values[i];
  }
  if (!Number.isFinite(high - low)) return null;
  if (low === high) return { edges: [low, high], counts: [values.length] };
  const width = (high - low) / nBins;
  const edges = Array.from({ length: nBins + 1 }, (_, i) => (i === nBins ? high : low + i * width));
  const counts = new Array<number>(nBins).fill(0);
  for (let i = 0; i < values.length; i++) {
    const near = Math.min(nBins - 1, Math.floor((values[i] - low) / width));
    // Rounding may put a value on an edge into the bin beside its own.
    if (values[i] < edges[near]) counts[near - 1]++;
    else if (near < nBins - 1 && values[i] >= edges[near + 1]) counts[near + 1]++;
    else counts[near]++;
  }
  return { edges, counts };
}
