import { describe, expect, it } from 'vitest';
import { isFarFromOthers } from './is-far-from-others.ts';

describe('isFarFromOthers', () => {
  it.each([
    ['a number of the column itself', 9999, { low: 0, high: 20_000, nDistinct: 5000 }, false],
    ['an end of the others', 99, { low: 99, high: 500, nDistinct: 300 }, false],
    ['a code below what is never negative', -999, { low: 0, high: 5000, nDistinct: 900 }, true],
    ['-1 below counts', -1, { low: 0, high: 40, nDistinct: 30 }, true],
    ['-1 among what may be negative', -1, { low: -40, high: 40, nDistinct: 30 }, false],
    ['a code far above', 9999, { low: 1, high: 90, nDistinct: 80 }, true],
    ['a number little above', 999, { low: 1, high: 900, nDistinct: 400 }, false],
  ])('tells %s', (_what, value, others, expected) => {
    expect(isFarFromOthers(value, others)).toBe(expected);
  });
});
