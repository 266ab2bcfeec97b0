import { expect, it } from 'vitest';
import { knee } from './knee.ts';

it('finds the bend of a falling curve', () => {
  expect(knee([100, 60, 10, 8, 6, 4])).toBe(2);
  expect(knee([10, 1, 0.9, 0.8])).toBe(1);
});

it('finds none where a curve is straight, arches, rises or is short', () => {
  for (const heights of [[4, 3, 2, 1], [4, 3.9, 3, 0], [1, 2, 3], [2, 1], [1, 1, 1], []])
    expect(knee(heights)).toBeUndefined();
});
