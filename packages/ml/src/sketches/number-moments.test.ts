import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleMoments } from '../stats/index.ts';
import {
  emptyMoments,
  meanAndSd,
  mergeMoments,
  momentsOf,
  notFiniteMoments,
} from './number-moments.ts';

const of = (...values: number[]) => momentsOf(Float64Array.from(values), values.length);

describe('moments', () => {
  it('of 1e9 + 1, ..., 1e9 + n are those of the closed form, merged from shards', () => {
    const n = 9000;
    const values = Array.from({ length: n }, (_, i) => 1e9 + i + 1);
    const shards = Array.from({ length: 9 }, (_, k) =>
      of(...values.slice(1000 * k, 1000 * (k + 1))),
    );
    for (const merged of [shards.reduce(mergeMoments), shards.reduceRight(mergeMoments)]) {
      const { mean, sd } = meanAndSd(merged);
      expect(mean).toBe(1e9 + (n + 1) / 2);
      expect(sd).toBeCloseTo(Math.sqrt((n * (n + 1)) / 12), 8);
      expect(merged).toMatchObject({ min: 1e9 + 1, max: 1e9 + n, isWhole: true });
    }
  });

  it('are those of all values, however they are cut', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), {
      minLength: 2,
      maxLength: 60,
    });
    fc.assert(
      fc.property(values, fc.nat(60), (all, cut) => {
        const merged = mergeMoments(of(...all.slice(cut)), of(...all.slice(0, cut)));
        const truth = sampleMoments(all);
        const { mean, sd } = meanAndSd(merged);
        const scale = Math.max(...all.map(Math.abs), 1e-300);
        expect(Math.abs((mean ?? 0) - truth.mean) / scale).toBeLessThan(1e-13);
        expect(Math.abs((sd ?? 0) - truth.sd) / scale).toBeLessThan(1e-7);
        expect(merged.nNegative).toBe(all.filter((x) => x < 0).length);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('count what is not finite, and have no mean of nothing or of an overflow', () => {
    const odd = Float64Array.of(Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 3);
    expect(notFiniteMoments(odd, 4)).toMatchObject({ nNaN: 1, nInfinite: 2, nNegative: 1 });
    expect(meanAndSd(emptyMoments())).toEqual({ mean: null, sd: null });
    expect(meanAndSd(of(2.5))).toEqual({ mean: 2.5, sd: null });
    expect(meanAndSd(of(1.7e308, 1.7e308))).toEqual({ mean: null, sd: null });
  });
});
