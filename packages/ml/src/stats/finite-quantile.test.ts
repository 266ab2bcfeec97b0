import { expect, it } from 'vitest';
import { finiteQuantile } from './finite-quantile.ts';

it('interpolates, also between numbers that are farther apart than any number', () => {
  expect(finiteQuantile(Float64Array.of(1, 2, 4), 0.75)).toBe(3);
  const widest = Float64Array.of(-1.6e308, 1.6e308);
  expect(finiteQuantile(widest, 0.5)).toBe(0);
  expect(finiteQuantile(widest, 0.75)).toBe(0.8e308);
  expect(finiteQuantile(widest, 1)).toBe(1.6e308);
});
