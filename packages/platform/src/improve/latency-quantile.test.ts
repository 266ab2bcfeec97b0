import { seededRandom } from '@kaizenml/ml/math';
import { addWindow, countColumn, emptyWindow } from '@kaizenml/ml/windows';
import { describe, expect, it } from 'vitest';
import { LATENCY_BINNING } from '../monitors/index.ts';
import { latencyQuantile } from './latency-quantile.ts';

const windowOf = (latencies: readonly number[]) =>
  countColumn(LATENCY_BINNING, {
    ...{ name: 'latency_ms', kind: 'number' },
    values: Float64Array.from(latencies),
  });

describe('latencyQuantile', () => {
  it('is within an eighth of the sorted latencies, of windows added up', () => {
    const random = seededRandom(5);
    const latencies = Array.from({ length: 3000 }, () => 8 * Math.exp(random.normal()));
    const sum = emptyWindow(LATENCY_BINNING);
    addWindow(sum, windowOf(latencies.slice(0, 1000)));
    addWindow(sum, windowOf(latencies.slice(1000)));
    const sorted = latencies.toSorted((a, b) => a - b);
    for (const share of [0.5, 0.9, 0.99]) {
      const truth = sorted[Math.ceil(share * 3000) - 1] ?? 0;
      const found = latencyQuantile(sum, share) ?? 0;
      expect(Math.abs(found / truth - 1)).toBeLessThan(0.125);
    }
  });

  it('says nothing of a tail with fewer than ten requests', () => {
    const fifty = windowOf(Array.from({ length: 50 }, (_, i) => i + 1));
    expect(latencyQuantile(fifty, 0.99)).toBeUndefined();
    // The 25th of 1 to 50 ms, to within an eighth.
    expect(Math.abs((latencyQuantile(fifty, 0.5) ?? 0) / 25 - 1)).toBeLessThan(0.125);
    expect(latencyQuantile(emptyWindow(LATENCY_BINNING), 0.5)).toBeUndefined();
  });
});
