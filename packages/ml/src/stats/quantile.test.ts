import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countDistinctSorted, quantileSorted, sortedPresent } from './index.ts';

describe('quantileSorted', () => {
  it('interpolates between order statistics', () => {
    expect(quantileSorted([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(quantileSorted([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantileSorted([5], 0.9)).toBe(5);
  });

  it('is not a number without values', () => {
    expect(quantileSorted([], 0.5)).toBeNaN();
  });

  it('stays between its neighbors and grows with p', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (xs, p) => {
        const sorted = Float64Array.from(xs).sort();
        const q = quantileSorted(sorted, p);
        expect(q).toBeGreaterThanOrEqual(sorted[0]);
        expect(q).toBeLessThanOrEqual(sorted[sorted.length - 1]);
        expect(quantileSorted(sorted, Math.min(1, p + 0.1))).toBeGreaterThanOrEqual(q);
      }),
    );
  });
});

describe('sortedPresent', () => {
  it('drops missing values, sorts, and leaves its input untouched', () => {
    const values = Float64Array.of(3, Number.NaN, -1, 2);
    expect([...sortedPresent(values)]).toEqual([-1, 2, 3]);
    expect(values[0]).toBe(3);
  });

  it('counts distinct values', () => {
    expect(countDistinctSorted([1, 1, 2, 5, 5])).toBe(3);
    expect(countDistinctSorted([])).toBe(0);
  });
});
