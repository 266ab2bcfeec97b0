import { describe, expect, it } from 'vitest';
import { extrapolate } from './extrapolate.ts';

describe('extrapolate', () => {
  it('finds where a linear iteration in two dimensions leads', () => {
    const iterates = [Float64Array.of(5, -3)];
    for (let t = 0; t < 3; t++) {
      const [a, b] = iterates[t];
      iterates.push(Float64Array.of(0.9 * a + 0.05 * b + 1, 0.1 * a + 0.7 * b - 2));
    }
    const found = extrapolate(iterates);
    // The fixed point of the iteration, solved by hand.
    expect(found?.[0]).toBeCloseTo(8, 4);
    expect(found?.[1]).toBeCloseTo(-4, 4);
  });

  it('says undefined where nothing moved', () => {
    const still = Float64Array.of(1, 2);
    expect(extrapolate([still, still, still])).toBeUndefined();
  });
});
