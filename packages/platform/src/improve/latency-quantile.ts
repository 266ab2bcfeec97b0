import type { ColumnWindow } from '@kaizenml/ml/windows';
import { LATENCY_BINNING } from '../monitors/index.ts';

/**
 * A quantile of latencies in milliseconds, as the middle of its bin: off by at most an eighth.
 *
 * @returns Undefined where fewer than ten latencies lie beyond it: the slowest one alone is no quantile.
 * @cost O(bins)
 */
export function latencyQuantile({ counts }: ColumnWindow, share: number): number | undefined {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all * Math.min(share, 1 - share) < 10 - 1e-9) return undefined;
  let below = 0;
  for (const [bin, count] of counts.entries()) {
    below += count;
    if (below >= share * all) return LATENCY_BINNING.centers[bin];
  }
  return undefined;
}
