import type { ColumnStatistics, HistogramCounts } from '@kaizenml/contracts';
import { barBins } from '@kaizenml/ui/charts';
import { blockHistogram } from './block-histogram.ts';
import { barsOf } from './column-lines.ts';

const BARS = 20;

/** Both distributions as blocks, of numbers over the same range, so that a shift is seen. */
export function sharedBars(before: ColumnStatistics, after: ColumnStatistics): string[] {
  const [own, other] = [barBins(before), barBins(after)];
  if (!own || !other) return [barsOf(before, BARS), barsOf(after, BARS)];
  const edges = [...own.edges, ...other.edges];
  const [low, high] = [Math.min(...edges), Math.max(...edges)];
  return [own, other].map((bins) => blockHistogram(spread(bins, low, high)));
}

/** Rows in bins of equal width from `low` to `high`, spread evenly within their old bins. */
function spread({ edges, counts }: HistogramCounts, low: number, high: number): number[] {
  const width = (high - low) / BARS;
  return Array.from({ length: width > 0 ? BARS : 1 }, (_, k) =>
    counts.reduce((rows, count, i) => {
      const [from, to] = [edges[i] ?? low, edges[i + 1] ?? high];
      if (!(to > from) || !(width > 0)) {
        const place = width > 0 ? Math.min(BARS - 1, Math.floor((from - low) / width)) : 0;
        return place === k ? rows + count : rows;
      }
      const overlap = Math.min(to, low + (k + 1) * width) - Math.max(from, low + k * width);
      return overlap > 0 ? rows + (count * overlap) / (to - from) : rows;
    }, 0),
  );
}
