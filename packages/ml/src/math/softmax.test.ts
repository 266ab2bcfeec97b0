import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sigmoid } from './sigmoid.ts';
import { softmaxInPlace } from './softmax.ts';

const score = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('softmax', () => {
  it('gives shares that sum to 1 and keep the order, for scores of any size', () => {
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 12 }), (given) => {
        const shares = Float64Array.from(given);
        softmaxInPlace(shares, 0, shares.length);
        expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        for (let i = 1; i < given.length; i++) {
          if (given[i] > given[i - 1]) expect(shares[i]).toBeGreaterThanOrEqual(shares[i - 1]);
        }
      }),
      { seed: 1 },
    );
  });

  it('touches only its part of the array', () => {
    const scores = Float64Array.of(7, 0, 0, 9);
    softmaxInPlace(scores, 1, 2);
    expect([...scores]).toEqual([7, 0.5, 0.5, 9]);
  });
});

describe('sigmoid', () => {
  it('is the softmax of two scores, the first of them 0', () => {
    fc.assert(
      fc.property(fc.double({ min: -800, max: 800, noNaN: true }), (z) => {
        const shares = Float64Array.of(0, z);
        softmaxInPlace(shares, 0, 2);
        expect(Math.abs(sigmoid(z) - shares[1])).toBeLessThanOrEqual(1e-15);
      }),
      { seed: 1 },
    );
  });

  it('is 0, a half and 1 at the ends and the middle', () => {
    expect([sigmoid(-1000), sigmoid(0), sigmoid(1000)]).toEqual([0, 0.5, 1]);
  });
});
