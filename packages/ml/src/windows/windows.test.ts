import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getDriftTest, numberSample } from '../drift/index.ts';
import { seededRandom } from '../math/index.ts';
import { encodeText, type NumericColumn } from '../table/index.ts';
import {
  addWindow,
  type ColumnWindow,
  chooseBinning,
  countBins,
  countColumn,
  effectiveRows,
  emptyWindow,
  type NumberBinning,
  openColumnCounter,
  sampleOfWindow,
} from './index.ts';

const numbers = (values: readonly number[], kind: 'number' | 'date' = 'number'): NumericColumn => ({
  ...{ name: 'x', kind },
  values: Float64Array.from(values),
});
const numberBinning = (values: readonly number[]) =>
  chooseBinning(numbers(values)) as NumberBinning;
const anyNumber = fc.double({ noNaN: false });
const countsOf = ({ counts }: ColumnWindow) => [...counts];

describe('bins of numbers', () => {
  it('hold a hundredth of the reference each', () => {
    const reference = Array.from({ length: 10_000 }, (_, i) =>
      Math.exp(((i * 7919) % 10_000) / 1000),
    );
    const binning = numberBinning(reference);
    const { counts } = countColumn(binning, numbers(reference));
    expect(counts.filter((count) => count > 0)).toEqual(new Float64Array(100).fill(100));
    expect(counts.length).toBe(100 + 2 * 6);
  });

  it('are one for each of few numbers, and one for each gap', () => {
    const binning = numberBinning([3, 1, 2, 2, 0]);
    const { counts } = countColumn(binning, numbers([0, 1, 1, 2, 3, 1.5, 2.5, -0.1]));
    expect(counts.filter((count) => count > 0)).toEqual(Float64Array.of(1, 1, 2, 1, 1, 1, 1));
  });

  it('tell numbers of another unit from the largest ones', () => {
    const metres = Array.from({ length: 1000 }, (_, i) => 1 + (i % 97) / 100);
    const binning = numberBinning(metres);
    const inner = countColumn(binning, numbers(metres)).counts;
    const shifted = [10, 100, 1000].map((factor) => {
      const { counts } = countColumn(binning, numbers(metres.map((value) => value * factor)));
      expect(counts.every((count, bin) => count === 0 || inner[bin] === 0)).toBe(true);
      return counts.findIndex((count) => count > 0);
    });
    expect(new Set(shifted).size).toBe(3);
  });

  it('have centers that give the mean of the reference back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }),
        (values) => {
          const binning = numberBinning(values);
          const { counts, moments } = countColumn(binning, numbers(values));
          const sum = counts.reduce((total, count, bin) => total + count * binning.centers[bin], 0);
          expect(sum / values.length).toBeCloseTo(moments.mean, 6);
          expect([...binning.centers]).toEqual([...binning.centers].sort((a, b) => a - b));
        },
      ),
    );
  });
});

describe('a window', () => {
  it('of all rows is the sum of those of their parts, in any order', () => {
    fc.assert(
      fc.property(
        fc.array(anyNumber, { minLength: 1 }),
        fc.array(fc.array(anyNumber)),
        (reference, parts) => {
          const binning = numberBinning(reference);
          const sum = emptyWindow(binning);
          for (const part of parts.toReversed())
            addWindow(sum, countColumn(binning, numbers(part)));
          const whole = countColumn(binning, numbers(parts.flat()));
          expect(countsOf(sum)).toEqual(countsOf(whole));
          expect({ ...sum, counts: 0, moments: 0 }).toEqual({ ...whole, counts: 0, moments: 0 });
          const [inOrder, whenWhole] = [sum.moments, whole.moments];
          expect([inOrder.weight, inOrder.min, inOrder.max]).toEqual([
            whenWhole.weight,
            whenWhole.min,
            whenWhole.max,
          ]);
        },
      ),
    );
  });

  it('is the same when its rows are counted part by part', () => {
    const texts = fc.constantFrom('a', 'b', 'new', 'newer', null);
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: -3, max: 3 }))),
        fc.array(fc.array(texts)),
        (parts, named) => {
          const ofNumbers = openColumnCounter(numberBinning([0, 1, 2]));
          for (const part of parts) ofNumbers.add(numbers(part));
          const whole = countColumn(numberBinning([0, 1, 2]), numbers(parts.flat()));
          expect(countsOf(ofNumbers.window)).toEqual(countsOf(whole));
          expect(ofNumbers.window.moments.squares).toBeCloseTo(whole.moments.squares, 9);
          const levels = chooseBinning(encodeText('c', 'category', ['a', 'b', 'b']));
          const ofLevels = openColumnCounter(levels);
          for (const part of named) ofLevels.add(encodeText('c', 'category', part));
          const all = countColumn(levels, encodeText('c', 'category', named.flat()));
          expect(ofLevels.window).toEqual(all);
        },
      ),
    );
  });

  it('counts every row once: in a bin, or as missing', () => {
    fc.assert(
      fc.property(fc.array(anyNumber), fc.array(anyNumber), (reference, values) => {
        const { counts, missing, nRows } = countColumn(numberBinning(reference), numbers(values));
        expect(nRows).toBe(values.length);
        expect(missing).toBe(values.filter(Number.isNaN).length);
        expect(counts.reduce((sum, count) => sum + count, missing)).toBe(values.length);
      }),
    );
  });

  it('keeps mean and spread to their last digits beside a large mean', () => {
    const values = Array.from({ length: 9000 }, (_, i) => 1e9 + (i % 3));
    const { moments } = countColumn(numberBinning([0, 1]), numbers(values));
    expect(moments.mean).toBe(1e9 + 1);
    expect(moments.squares).toBeCloseTo(6000, 6);
  });

  it('counts what rows stand for, and knows how much that is worth', () => {
    const binning = numberBinning([1, 2]);
    const window = countColumn(binning, numbers([1, 2, NaN]), Float64Array.of(10, 1, 4));
    expect(countsOf(window).filter((count) => count > 0)).toEqual([10, 1]);
    expect([window.missing, window.weight, window.moments.mean]).toEqual([4, 15, 12 / 11]);
    expect(effectiveRows(window)).toBeCloseTo(15 ** 2 / (100 + 1 + 16), 12);
  });

  it('remembers the names of levels that are new', () => {
    const binning = chooseBinning(encodeText('c', 'category', ['a', 'b', 'a', null]));
    expect([countBins(binning), binning]).toEqual([
      3,
      { name: 'c', kind: 'category', levels: ['a', 'b'] },
    ]);
    const window = countColumn(
      binning,
      encodeText('c', 'category', ['b', 'new', 'new', null, 'c']),
    );
    expect(countsOf(window)).toEqual([0, 1, 3]);
    expect([...window.newLevels]).toEqual([
      ['new', 2],
      ['c', 1],
    ]);
    const many = Array.from({ length: 100 }, (_, i) => `level ${String(i).padStart(2, '0')}`);
    addWindow(window, countColumn(binning, encodeText('c', 'category', many)));
    expect([
      window.newLevels.size,
      window.newLevels.get('new'),
      window.newLevels.has('level 99'),
    ]).toEqual([64, 2, false]);
  });

  it('of texts counts their lengths', () => {
    const binning = chooseBinning(encodeText('t', 'text', ['a', 'bb', null]));
    const { moments, missing } = countColumn(binning, encodeText('t', 'text', ['ccc', null]));
    expect([moments.mean, missing]).toEqual([3, 1]);
  });

  it('is refused where the column is of another kind, or weights are not one per row', () => {
    const binning = numberBinning([1]);
    expect(() => countColumn(binning, encodeText('x', 'category', ['1']))).toThrow(
      'Column "x" must be counted as the number column that its reference is, got a category column.',
    );
    expect(() => countColumn(binning, numbers([1, 2]), Float64Array.of(1))).toThrow(
      'The weights of column "x" must be 2 numbers, one per row, got 1.',
    );
  });

  it('needs no value in the reference', () => {
    for (const reference of [[], [NaN], [Infinity]]) {
      const window = countColumn(numberBinning(reference), numbers([1, -1, Infinity]));
      expect([window.infinite, window.nRows, window.moments.weight]).toEqual([1, 3, 2]);
    }
  });
});

describe('the sample of a window', () => {
  const chance = seededRandom(5);
  const drawn = (n: number, shift = 0) =>
    Array.from({ length: n }, () => Math.exp(chance.normal() + shift));
  const reference = drawn(6000);
  const binning = numberBinning(reference);
  const window = (values: readonly number[]) =>
    sampleOfWindow(binning, countColumn(binning, numbers(values)));

  it.each([
    [0, 0.05],
    [0.05, 0.05],
    [0.3, 0.05],
    // Rows of the far tail stand at the centers of wide bins.
    [2, 0.2],
  ])('of a shift by %f gives distances that are at most %f off', (shift, share) => {
    const current = drawn(2000, shift);
    for (const name of ['wasserstein', 'ks', 'jensenshannon'] as const) {
      const test = getDriftTest(name);
      const ofRows = test.compare(
        ...([reference, current].map((values) => numberSample(Float64Array.from(values))) as [
          never,
          never,
        ]),
      );
      const ofWindows = test.compare(...([reference, current].map(window) as [never, never]));
      expect(Math.abs(ofWindows.statistic - ofRows.statistic)).toBeLessThan(
        0.02 + share * ofRows.statistic,
      );
    }
  });

  it('is never surer of a change of ranks than its rows are', () => {
    const ks = getDriftTest('ks');
    for (let i = 0; i < 20; i++) {
      const current = drawn(500, i / 100);
      const ofRows = ks.compare(
        ...([reference, current].map((values) => numberSample(Float64Array.from(values))) as [
          never,
          never,
        ]),
      );
      const ofWindows = ks.compare(...([reference, current].map(window) as [never, never]));
      expect(ofWindows.statistic).toBeLessThanOrEqual(ofRows.statistic + 1e-12);
      expect(ofWindows.pValue).toBeGreaterThanOrEqual((ofRows.pValue ?? 1) - 1e-12);
    }
  });

  it('knows mean and variance of the rows, and counts weighted rows as much as they are worth', () => {
    const sample = sampleOfWindow(
      binning,
      countColumn(binning, numbers([1, 3]), Float64Array.of(3, 1)),
    );
    expect(sample).toMatchObject({ n: 16 / 10, mean: 1.5, variance: 0.75, min: 1, max: 3 });
  });

  it('of levels has the names of new ones', () => {
    const levels = chooseBinning(encodeText('c', 'category', ['a', 'b']));
    const counted = countColumn(levels, encodeText('c', 'category', ['a', 'new', 'new', null]));
    expect(sampleOfWindow(levels, counted)).toEqual({
      ...{ kind: 'levels', n: 3, rest: 0 },
      counts: new Map([
        ['a', 1],
        ['new', 2],
      ]),
    });
  });
});
