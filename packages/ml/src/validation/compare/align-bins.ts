import type { HistogramCounts } from '@kaizenml/contracts';

/** Two histograms over the same bins. */
export interface AlignedBins {
  readonly edges: readonly number[];
  /** Rows of the first per bin; fractions where an edge cuts one of its bins. */
  readonly a: readonly number[];
  readonly b: readonly number[];
}

/**
 * Two histograms brought to the bins between all of their edges. Within a bin values are taken to be uniform; a bin without
 * width is a single value and goes to the bin that starts there, or to the last one.
 *
 * @cost O(edges log edges)
 * @source Caveness et al. (2020), "TensorFlow Data Validation", SIGMOD: histograms are aligned in the same way.
 */
export function alignBins(a: HistogramCounts, b: HistogramCounts): AlignedBins {
  const edges = [...new Set([...a.edges, ...b.edges])].sort((x, y) => x - y);
  return { edges, a: rebin(a, edges), b: rebin(b, edges) };
}

function rebin({ edges: from, counts }: HistogramCounts, edges: readonly number[]): number[] {
  const bins = new Array<number>(Math.max(1, edges.length - 1)).fill(0);
  let bin = 0;
  counts.forEach((count, k) => {
    const [low, high] = [from[k], from[k + 1]];
    while (bin < bins.length - 1 && edges[bin + 1] <= low) bin++;
    if (high === low) bins[bin] += count;
    for (let i = bin; i < bins.length && edges[i] < high; i++)
      bins[i] += count * ((edges[i + 1] - edges[i]) / (high - low));
  });
  return bins;
}
