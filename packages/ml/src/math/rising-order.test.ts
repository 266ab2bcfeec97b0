import { describe, expect, it } from 'vitest';
import { seededRandom } from './index.ts';
import { risingOrder } from './rising-order.ts';

const byComparing = (numbers: Float64Array): Int32Array =>
  Int32Array.from(numbers.keys()).sort((a, b) => numbers[a] - numbers[b]);

describe('risingOrder', () => {
  const random = seededRandom(1);
  const N = 3000;
  it.each<readonly [string, (i: number) => number]>([
    ['numbers of every size and sign', () => random.normal() * 10 ** (40 * random.normal())],
    ['probabilities', () => random.next()],
    ['many ties', () => random.below(5) - 2],
    [
      'zeros of both signs, infinities and the least numbers',
      (i) => [0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, -5e-324, 1][i % 7],
    ],
    ['one number', () => 3],
  ])('is the stable order of comparing: %s', (_, draw) => {
    const numbers = Float64Array.from({ length: N }, (_, i) => draw(i));
    expect(risingOrder(numbers)).toEqual(byComparing(numbers));
    expect(risingOrder(numbers.slice(0, 100))).toEqual(byComparing(numbers.slice(0, 100)));
  });
});
