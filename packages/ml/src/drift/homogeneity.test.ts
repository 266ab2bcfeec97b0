import type { AppError } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { homogeneityPValue } from './homogeneity.ts';

const counts = fc.array(fc.nat(50), { minLength: 4, maxLength: 4 });

describe('homogeneityPValue', () => {
  it('is exp(-x / 2) for three bins, where the statistic x is known by hand', () => {
    expect(homogeneityPValue([10, 20, 30], [30, 20, 10])).toBeCloseTo(Math.exp(-20 / 2), 12);
  });

  it('agrees with the normal tail for two bins: the statistic of [10, 20] and [20, 10] is 20 / 3', () => {
    expect(homogeneityPValue([10, 20], [20, 10])).toBeCloseTo(0.009823, 6);
  });

  it('is 1 for equal shares, for an empty sample and for one bin', () => {
    expect(homogeneityPValue([10, 20, 70], [1, 2, 7])).toBeCloseTo(1, 12);
    expect(homogeneityPValue([1, 2], [0, 0])).toBe(1);
    expect(homogeneityPValue([5, 0], [9, 0])).toBe(1);
  });

  it('is a probability, and the same with the samples swapped', () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const p = homogeneityPValue(a, b);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        expect(homogeneityPValue(b, a)).toBeCloseTo(p, 10);
      }),
    );
  });

  it('does not change by a bin that holds no rows', () => {
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        expect(homogeneityPValue([...a, 0], [...b, 0])).toBeCloseTo(homogeneityPValue(a, b), 12);
      }),
    );
  });

  it('refuses samples of different bins', () => {
    const thrown = (() => {
      try {
        homogeneityPValue([1, 2], [1]);
      } catch (error) {
        return error as AppError;
      }
    })();
    expect(thrown?.code).toBe('SHAPE_MISMATCH');
    expect(thrown?.message).toContain('homogeneityPValue must be given the same bins twice');
    expect(thrown?.details).toMatchObject({ reference: 2, current: 1 });
  });
});
