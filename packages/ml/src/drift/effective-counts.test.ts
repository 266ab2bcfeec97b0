import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { type Column, encodeText } from '../table/index.ts';
import {
  columnReference,
  compareToReference,
  countInBins,
  effectiveCounts,
  effectiveSize,
  homogeneityPValue,
  psi,
} from './index.ts';

const numbers = (values: readonly number[]): Column => ({
  ...{ name: 'x', kind: 'number' },
  values: Float64Array.from(values),
});
const reference = columnReference(numbers([1, 2, 3, 4]));

describe('weighted counts', () => {
  it('are sums of the weights in each bin, by hand', () => {
    const column = numbers([1, 2, Number.NaN, 2, 9]);
    expect(countInBins(reference, column, [0.5, 2, 7, 3, 1])).toEqual([0.5, 5, 0, 1]);
    const plans = columnReference(encodeText('c', 'category', ['a', 'a', 'b']));
    const asked = encodeText('c', 'category', ['b', null, 'a', 'new']);
    expect(countInBins(plans, asked, [4, 9, 1, 2])).toEqual([1, 4, 2]);
  });

  it('give the index and the shares of the rows that they stand for, by hand', () => {
    const halves = columnReference(numbers([0, 1]));
    const found = compareToReference(halves, numbers([0, 1, Number.NaN]), [3, 1, 4]);
    expect(found.bins.map(({ shareCurrent }) => shareCurrent)).toEqual([3 / 4, 1 / 4]);
    expect(found.psi).toBeCloseTo(0.25 * Math.log(1.5) - 0.25 * Math.log(0.5), 14);
    expect(found.shareMissingCurrent).toBe(0.5);
  });

  it('count a row of weight k as k rows do', () => {
    const cells = fc.array(
      fc.record({
        x: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(Number.NaN)),
        k: fc.integer({ min: 1, max: 5 }),
      }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(cells, (rows) => {
        const once = numbers(rows.map(({ x }) => x));
        const often = numbers(rows.flatMap(({ x, k }) => new Array<number>(k).fill(x)));
        const weights = rows.map(({ k }) => k);
        const weighted = compareToReference(reference, once, weights);
        const copied = compareToReference(reference, often);
        expect(countInBins(reference, once, weights)).toEqual(countInBins(reference, often));
        expect(weighted.psi).toBe(copied.psi);
        expect(weighted.bins).toEqual(copied.bins);
        expect(weighted.shareMissingCurrent).toBe(copied.shareMissingCurrent);
      }),
      { numRuns: 100, seed: 3 },
    );
  });

  it('undo a sample that takes what is large ten times as often', () => {
    const random = seededRandom(4);
    const all = Array.from({ length: 40_000 }, () => random.normal());
    const before = columnReference(numbers(all));
    const shareOf = (x: number) => (x > 0 ? 0.5 : 0.05);
    const kept = all.filter((x) => random.next() < shareOf(x));
    const weights = kept.map((x) => 1 / shareOf(x));
    // Halves of 10/11 and 1/11 instead of 1/2: 9/22 ln 10 = 0.942.
    expect(compareToReference(before, numbers(kept)).psi).toBeGreaterThan(0.9);
    expect(compareToReference(before, numbers(kept), weights).psi).toBeLessThan(0.01);
  });
});

describe('effectiveSize', () => {
  it('is the number of rows of equal weights, and that of Kish for others', () => {
    expect(effectiveSize([])).toBe(0);
    expect(effectiveSize([0.25, 0.25, 0.25, 0.25])).toBe(4);
    expect(effectiveSize([1, 3])).toBe(16 / 10);
    expect(effectiveSize([1, 1e9])).toBeCloseTo(1, 8);
  });
});

describe('effectiveCounts', () => {
  it('keep shares, add up to the effective size, and are zeros of nothing', () => {
    expect(effectiveCounts([2, 6], 4)).toEqual([1, 3]);
    expect(effectiveCounts([0, 0], 0)).toEqual([0, 0]);
    expect(psi([5, 5], effectiveCounts([2, 6], 4))).toBe(psi([5, 5], [2, 6]));
  });

  it('let the test of homogeneity cry wolf no more often than once in a hundred', () => {
    const before = columnReference(
      numbers(Array.from({ length: 5000 }, (_, i) => (i % 10) + i / 1e6)),
    );
    const tries = Array.from({ length: 400 }, (_, seed) => {
      const random = seededRandom(seed);
      const x = numbers(Array.from({ length: 300 }, () => Math.floor(random.next() * 10)));
      const weights = Array.from({ length: 300 }, () => (random.next() < 0.1 ? 20 : 1));
      const counts = countInBins(before, x, weights);
      const test = (given: readonly number[]) => homogeneityPValue(before.counts, given) < 0.01;
      return { raw: test(counts), scaled: test(effectiveCounts(counts, effectiveSize(weights))) };
    });
    expect(tries.filter(({ scaled }) => scaled).length).toBeLessThan(14);
    expect(tries.filter(({ raw }) => raw).length).toBeGreaterThan(200);
  });
});
