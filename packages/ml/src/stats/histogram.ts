/** Counts in equal bins: bin i holds `edges[i] <= x < edges[i + 1]`, the last one also its upper edge. */
export interface Histogram {
  /** Increasing, one more than `counts`. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/**
 * Histogram of equal-width bins from the smallest to the largest value; one bin when all are equal.
 *
 * @param values Without NaN, at least one, all finite.
 * @param nBins Number of bins. Default 20.
 * @cost O(n)
 * @source Pearson (1895), "Skew Variation in Homogeneous Material".
 */
export function histogram(values: Float64Array, nBins = 20): Histogram {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    if (values[i] < low) low = values[i];
    if (values[i] > high) high = values[i];
  }
  if (low === high) return { edges: [low, high], counts: [values.length] };
  const width = high / nBins - low / nBins;
  const counts = new Float64Array(nBins);
  for (let i = 0; i < values.length; i++)
    counts[Math.min(nBins - 1, Math.floor((values[i] - low) / width))]++;
  const edges = Array.from({ length: nBins + 1 }, (_, i) => (i === nBins ? high : low + i * width));
  return { edges, counts: [...counts] };
}
