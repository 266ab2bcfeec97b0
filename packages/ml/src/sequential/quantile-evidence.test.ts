import { describe, expect, it } from 'vitest';
import { exp, log, seededRandom } from '../math/index.ts';
import { latency } from './latency.ts';
import { binsOf, factorOf, latencyBin, middleMs, N_LATENCY_BINS } from './latency-bins.ts';
import { quantileBin, quantileShift } from './quantile-evidence.ts';

describe('latencyBin', () => {
  it('keeps a latency to 2.3 % and orders them', () => {
    for (let ms = 0.002; ms < 1e6; ms *= 1.37) {
      expect(Math.abs(middleMs(latencyBin(ms)) / ms - 1)).toBeLessThan(0.023);
      expect(latencyBin(ms * 1.05)).toBeGreaterThan(latencyBin(ms));
    }
  });

  it('has its first bin for 0 and its last for hours', () => {
    expect(latencyBin(0)).toBe(0);
    expect(latencyBin(1e9)).toBe(N_LATENCY_BINS - 1);
    expect(factorOf(binsOf(3))).toBeCloseTo(3, 12);
  });
});

describe('quantileShift', () => {
  const counts = (shift: number) =>
    [0, 0, 0, 0, 0, 0, 0, 0].map((_, bin) => (bin === shift ? 60 : 0));

  it('sees a shift of whole bins, and no more of it than there is', () => {
    const { atMost, atLeast } = quantileShift({ a: counts(1), b: counts(5) }, 0.5);
    expect(atMost(2)).toBeGreaterThan(log(1000));
    expect(atMost(4)).toBeLessThanOrEqual(0);
    expect(atLeast(6)).toBeGreaterThan(log(1000));
    expect(atLeast(4)).toBeLessThanOrEqual(0);
  });

  it('never calls a difference within a bin one', () => {
    const { atMost, atLeast } = quantileShift({ a: counts(3), b: counts(3) }, 0.5);
    expect(atMost(0)).toBeLessThanOrEqual(0);
    expect(atLeast(0)).toBeLessThanOrEqual(0);
  });

  it('falls, and rises, with the shift asked about', () => {
    const random = seededRandom(5);
    const a = new Array<number>(64).fill(0);
    const b = a.slice();
    for (let i = 0; i < 500; i++) a[Math.floor(20 + 6 * random.next())]++;
    for (let i = 0; i < 90; i++) b[Math.floor(24 + 6 * random.next())]++;
    const { atMost, atLeast } = quantileShift({ a, b }, 0.9);
    for (let shift = -20; shift < 20; shift++) {
      expect(atMost(shift + 1)).toBeLessThanOrEqual(atMost(shift) + 1e-12);
      expect(atLeast(shift + 1)).toBeGreaterThanOrEqual(atLeast(shift) - 1e-12);
    }
  });

  it('finds the bin of a quantile', () => {
    expect(quantileBin([5, 5, 0, 10], 0.5)).toBe(1);
    expect(quantileBin([5, 5, 0, 10], 0.51)).toBe(3);
  });
});

describe('latency', () => {
  it('holds the true ratio in its interval', () => {
    const random = seededRandom(8);
    const state = latency.empty({ quantile: 0.5 });
    for (let i = 0; i < 4000; i++) {
      latency.update(state, 'a', 10 * exp(0.5 * random.normal()));
      latency.update(state, 'b', 15 * exp(0.5 * random.normal()));
    }
    const { interval, difference, outcome } = latency.judge(state, { level: 0.05, margin: 0.2 });
    expect(outcome).toBe('harm');
    expect(interval.low).toBeGreaterThan(0.25);
    expect(interval.low).toBeLessThan(0.5);
    expect(interval.high).toBeGreaterThan(0.5);
    expect(interval.high).toBeLessThan(0.8);
    expect(difference).toBeCloseTo(0.5, 0);
  });
});
