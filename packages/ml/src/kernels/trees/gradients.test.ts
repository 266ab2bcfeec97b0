import { describe, expect, it } from 'vitest';
import { exp } from '../../math/index.ts';
import { testedKernels } from './testing/tested-kernels.ts';

describe.each(testedKernels())('%s kernels', (_name, { kernels, heap, room }) => {
  const { random } = room;

  it('packGradients rounds to the nearest unit, halves to the even one', () => {
    const g = [0.5, 1.5, -0.5, -1.5, -2.5, 2 ** 31 - 1, -(2 ** 31 - 1), 0.49999999999999994, -3];
    const h = [0.5, 1.5, 2.5, 0, 2 ** 31, 2 ** 32 - 1, 0.49999999999999994, 7, 2 ** 32 - 1.5];
    const packed = room.ints(new Int32Array(2 * g.length).fill(9));
    const [gParts, hParts] = [g.map((value) => value / 2), h.map((value) => value / 4)];
    const [from, to] = [1, g.length];
    kernels.packGradients(room.doubles(gParts), room.doubles(hParts), from, to, 2, 4, packed);
    const words = heap.ints(packed, 2 * g.length);
    const gUnits = g.map((_, i) => words[2 * i + 1]);
    const hUnits = h.map((_, i) => words[2 * i] >>> 0);
    expect(gUnits).toEqual([9, 2, 0, -2, -2, 2 ** 31 - 1, 1 - 2 ** 31, 0, -3]);
    expect(hUnits).toEqual([9, 2, 2, 0, 2 ** 31, 2 ** 32 - 1, 0, 7, 2 ** 32 - 2]);
  });

  it.each([
    [0, 0, 0],
    [0, 1, 1],
    [1, 4, 2 + 4 + 8],
    [2, 7, 4 + 8 + 16 + 32 + 64],
  ])('sumSizes adds the sizes from %i to %i', (from, to, sum) => {
    const values = room.doubles([-1, 2, -4, 8, -16, -32, 64, 1e9]);
    expect(kernels.sumSizes(values, from, to)).toBe(sum);
  });

  it.each([
    [0, 5, 1 + 4 + 16 + 64 + 256],
    [1, 4, 4 + 16 + 64],
    [2, 2, 0],
  ])('sumSquares adds squares from %i to %i, over their weights', (from, to, sum) => {
    const roots = [1, -2, 4, -8, 16];
    const values = room.doubles([...roots, 1e9]);
    expect(kernels.sumSquares(values, 0, from, to)).toBe(sum);
    // A weight is in its gradient once, and in the square twice.
    const weighted = room.doubles([...roots.map((root) => 4 * root), 1e9]);
    const fours = room.doubles([4, 4, 4, 4, 4, 4]);
    expect(kernels.sumSquares(weighted, fours, from, to)).toBe(4 * sum);
    expect(kernels.sumSquares(values, room.doubles([0, 0, 0, 0, 0, 0]), from, to)).toBe(0);
  });

  it('logisticGradients agrees with p - y and p (1 - p) in single precision', () => {
    const scores = [...Array.from({ length: 999 }, (_, i) => (i - 499) / 7.7), 1e-9, -79, 79];
    const n = scores.length;
    const labels = scores.map(() => random.below(2));
    const weights = scores.map(() => random.next());
    const [g, h] = [room.doubles([...scores, 0, 0]), room.doubles([...scores, 0, 0])];
    const own = [scores, labels, weights].map((values) => room.doubles([...values, 0, 0]));
    for (const isWeighted of [true, false]) {
      kernels.logisticGradients(own[0], own[1], isWeighted ? own[2] : 0, 0, n, g, h);
      const [gOwn, hOwn] = [heap.doubles(g, n), heap.doubles(h, n)];
      for (let i = 0; i < n; i++) {
        const weight = isWeighted ? weights[i] : 1;
        const p = 1 / (1 + exp(-scores[i]));
        const rest = 1 / (1 + exp(scores[i]));
        const gradient = labels[i] === 1 ? -rest : p;
        // A score is rounded before it is an exponent: its error is a relative one of the answer.
        const rounding = 4e-7 + 6e-8 * Math.abs(scores[i]);
        expect(Math.abs(gOwn[i] / (weight * gradient) - 1)).toBeLessThan(rounding);
        expect(Math.abs(hOwn[i] / (weight * p * rest) - 1)).toBeLessThan(rounding);
      }
    }
  });

  it('squaredGradients takes the target from the score, times the weight', () => {
    const [scores, targets] = [room.doubles([1, 2.5, -3, 7]), room.doubles([0.5, 3, -3, 9])];
    const [g, h] = [room.doubles([9, 9, 9, 9]), room.doubles([9, 9, 9, 9])];
    kernels.squaredGradients(scores, targets, 0, 0, 3, g, h);
    expect([...heap.doubles(g, 3)]).toEqual([0.5, -0.5, 0]);
    expect([...heap.doubles(h, 3)]).toEqual([1, 1, 1]);
    kernels.squaredGradients(scores, targets, room.doubles([2, 0, 3, 4]), 2, 4, g, h);
    expect([...heap.doubles(g, 4)]).toEqual([0.5, -0.5, 0, -8]);
    expect([...heap.doubles(h, 4)]).toEqual([1, 1, 3, 4]);
  });

  it('logisticGradients holds scores beyond 80 to be 80', () => {
    const scores = [1e300, Number.NEGATIVE_INFINITY, 80, -80];
    const [at, labels] = [room.doubles(scores), room.doubles([0, 0, 0, 0])];
    const [g, h] = [room.doubles(scores), room.doubles(scores)];
    kernels.logisticGradients(at, labels, 0, 0, 4, g, h);
    const [large, small, largest, smallest] = heap.doubles(g, 4);
    expect([large, small]).toEqual([largest, smallest]);
    expect(large).toBe(1);
    expect(Math.abs(small / exp(-80) - 1)).toBeLessThan(6e-6);
  });
});
