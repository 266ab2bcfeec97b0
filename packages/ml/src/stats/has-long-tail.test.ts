import { expect, it } from 'vitest';
import { exp, seededRandom } from '../math/index.ts';
import { hasLongTail } from './has-long-tail.ts';

const random = seededRandom(1);
const sorted = (draw: () => number): Float64Array => new Float64Array(2000).map(draw).sort();

it('is true of ratios: numbers whose logarithms are even', () => {
  expect(hasLongTail(sorted(() => exp(random.normal())))).toBe(true);
  expect(hasLongTail(sorted(() => 30_000 * exp(0.8 * random.normal())))).toBe(true);
});

it('is false of differences, of numbers that are not all positive, and of one value', () => {
  expect(hasLongTail(sorted(() => 50 + random.normal()))).toBe(false);
  expect(hasLongTail(sorted(() => 1 + random.next()))).toBe(false);
  expect(hasLongTail(sorted(() => exp(random.normal()) - 0.1))).toBe(false);
  expect(hasLongTail(sorted(() => -exp(random.normal())))).toBe(false);
  expect(hasLongTail(sorted(() => 3))).toBe(false);
});
