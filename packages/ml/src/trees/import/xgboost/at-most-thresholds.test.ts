import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atMostThresholds } from './at-most-thresholds.ts';

const single = fc.float({ noNaN: true });

/** The doubles next to x, and next to those. */
function neighborsOf(x: number): readonly number[] {
  const double = Float64Array.of(x);
  const bits = new BigInt64Array(double.buffer);
  const at = (step: bigint): number => {
    double[0] = x;
    bits[0] += step;
    return double[0];
  };
  return [-2n, -1n, 0n, 1n, 2n].map(at).filter((each) => !Number.isNaN(each));
}

describe('atMostThresholds', () => {
  it('asks of every double what float32(x) < t asks', () => {
    fc.assert(
      fc.property(single, fc.double({ noNaN: true }), (t, x) => {
        const [d] = atMostThresholds(Float32Array.of(t));
        for (const each of [x, t, Math.fround(x), ...neighborsOf(d)]) {
          if (each === Number.NEGATIVE_INFINITY) continue;
          expect(each <= d).toBe(Math.fround(each) < t);
        }
      }),
      { seed: 11, numRuns: 2000 },
    );
  });

  it('is exact at zero, at the smallest numbers and at the largest', () => {
    const smallest = 2 ** -149;
    const largest = (2 - 2 ** -23) * 2 ** 127;
    const thresholds = Float32Array.of(0, -0, smallest, -smallest, largest, -largest);
    const found = atMostThresholds(thresholds);
    found.forEach((d, i) => {
      for (const each of neighborsOf(d)) expect(each <= d).toBe(Math.fround(each) < thresholds[i]);
    });
    expect(found[2]).toBe(2 ** -150);
    expect(atMostThresholds(Float32Array.of(Infinity, -Infinity))[0]).toBeLessThan(2 ** 128);
    expect(atMostThresholds(Float32Array.of(-Infinity))[0]).toBe(-Infinity);
  });

  it('takes the middle where it rounds down, and the double before it where it rounds up', () => {
    const next = 1 + 2 ** -23;
    expect(atMostThresholds(Float32Array.of(next))[0]).toBe(1 + 2 ** -24);
    const after = 1 + 2 ** -22;
    expect(atMostThresholds(Float32Array.of(after))[0]).toBe(1 + 3 * 2 ** -24 - 2 ** -52);
  });
});
