import { expect, it } from 'vitest';
import { effectiveSize } from './effective-size.ts';

it('is the number of rows of equal weights, and that of Kish for others', () => {
  expect(effectiveSize([])).toBe(0);
  expect(effectiveSize([0.25, 0.25, 0.25, 0.25])).toBe(4);
  expect(effectiveSize([1, 3])).toBe(16 / 10);
  expect(effectiveSize([1, 1e9])).toBeCloseTo(1, 8);
});
