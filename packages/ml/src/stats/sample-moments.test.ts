import { describe, expect, it } from 'vitest';
import { sampleMoments } from './index.ts';

describe('sampleMoments', () => {
  it('keeps its digits far from 0: 1e9 + {4, 7, 13, 16} has variance 30', () => {
    const { mean, sd } = sampleMoments([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]);
    expect(mean).toBe(1e9 + 10);
    expect(sd).toBe(Math.sqrt(30));
  });

  it('leaves missing values out', () => {
    expect(sampleMoments([1, Number.NaN, 3])).toEqual({ n: 2, mean: 2, sd: Math.SQRT2 });
  });

  it('has no spread for one value and no mean for none', () => {
    expect(sampleMoments([5])).toEqual({ n: 1, mean: 5, sd: Number.NaN });
    expect(sampleMoments([])).toEqual({ n: 0, mean: Number.NaN, sd: Number.NaN });
  });
});
