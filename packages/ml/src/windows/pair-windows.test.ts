import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { encodeText, type NumericColumn } from '../table/index.ts';
import { chooseBinning, countColumn, type PairedBar, pairWindows } from './index.ts';

const numbers = (values: readonly number[], kind: 'number' | 'date' = 'number'): NumericColumn => ({
  ...{ name: 'x', kind },
  values: Float64Array.from(values),
});
const levels = (values: readonly (string | null)[]) => encodeText('plan', 'category', values);
const pair = (before: readonly number[], after: readonly number[], kind?: 'number' | 'date') => {
  const binning = chooseBinning(numbers(before, kind));
  const windows = [before, after].map((values) => countColumn(binning, numbers(values, kind)));
  return pairWindows(binning, windows[0], windows[1]);
};
const pairTexts = (before: readonly (string | null)[], after: readonly (string | null)[]) => {
  const binning = chooseBinning(levels(before));
  const windows = [before, after].map((values) => countColumn(binning, levels(values)));
  return pairWindows(binning, windows[0], windows[1]);
};
const sumOf = (bars: readonly PairedBar[], side: 'before' | 'after') =>
  bars.reduce((sum, bar) => sum + bar[side], 0);
const isIn = (value: number, { kind, low, high }: PairedBar) =>
  kind === 'value'
    ? value === low
    : value >= (low ?? Number.NEGATIVE_INFINITY) && value < (high ?? Number.POSITIVE_INFINITY);

describe('two windows as bars', () => {
  it('have a bar for each of few numbers, and one for what lies between', () => {
    expect(pair([1, 1, 2, 4], [2, 2, 4, 3.5])).toEqual([
      { kind: 'value', level: null, low: 1, high: 1, before: 0.5, after: 0 },
      { kind: 'value', level: null, low: 2, high: 2, before: 0.25, after: 0.5 },
      expect.objectContaining({ kind: 'range', low: 2, before: 0, after: 0.25 }),
      { kind: 'value', level: null, low: 4, high: 4, before: 0.25, after: 0.25 },
    ]);
  });

  it('count whole numbers as they would be counted one by one', () => {
    const random = seededRandom(4);
    const draw = (most: number) =>
      Array.from({ length: 3000 }, () => Math.floor(random.next() * most));
    const [before, after] = [draw(90), draw(60)];
    const bars = pair(before, after);
    expect(bars.length).toBeGreaterThan(20);
    for (const bar of bars) {
      expect(bar.before).toBeCloseTo(before.filter((each) => isIn(each, bar)).length / 3000, 12);
      expect(bar.after).toBeCloseTo(after.filter((each) => isIn(each, bar)).length / 3000, 12);
    }
  });

  it('put many numbers on round edges, as well as bins of a hundredth can', () => {
    const random = seededRandom(5);
    const n = 5000;
    const normal = (mean: number) =>
      Array.from({ length: n }, () => {
        const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
        return mean + radius * Math.cos(2 * Math.PI * random.next());
      });
    const [before, after] = [normal(10), normal(11)];
    const bars = pair(before, after);
    const inner = bars.filter(({ low, high }) => low !== null && high !== null);
    expect(inner.length).toBeGreaterThan(20);
    for (const { low, high } of inner)
      expect((high ?? 0) - (low ?? 0)).toBeCloseTo(
        Number((inner[0]?.high ?? 0) - (inner[0]?.low ?? 0)),
        9,
      );
    for (const bar of bars) {
      expect(bar.before).toBeCloseTo(before.filter((each) => isIn(each, bar)).length / n, 2);
      // Where the reference is dense its bins are narrow, and the other window is known as exactly.
      if ((bar.low ?? 0) < 8.5 || (bar.high ?? 99) > 11.5) continue;
      expect(bar.after).toBeCloseTo(after.filter((each) => isIn(each, bar)).length / n, 2);
    }
  });

  it('show a change of units on the width that both need', () => {
    const hours = Array.from({ length: 500 }, (_, i) => 1 + i / 100);
    const bars = pair(
      hours,
      hours.map((each) => each * 60),
    );
    expect(bars[0]?.before).toBeGreaterThan(0.9);
    expect(bars.at(-1)?.low).toBeGreaterThan(300);
    expect(bars.filter(({ after }) => after > 0).length).toBeGreaterThan(25);
  });

  it('cut dates at whole days where they span months', () => {
    const day = 86_400_000;
    const dates = Array.from({ length: 400 }, (_, i) => 19_000 * day + i * 0.4 * day);
    const bars = pair(dates, dates, 'date');
    for (const { low } of bars) expect((low ?? 0) % day).toBe(0);
  });

  it('name new levels, and put what has no room together', () => {
    const many = Array.from({ length: 100 }, (_, i) => `level ${i}`);
    const bars = pairTexts([...many, ...many, 'level 0'], [...many, 'fresh', 'fresh', null]);
    expect(bars).toHaveLength(40);
    expect(bars.find(({ level }) => level === 'fresh')).toMatchObject({
      ...{ kind: 'new-level', before: 0 },
      after: expect.closeTo(2 / 102, 12),
    });
    expect(bars.at(-1)).toMatchObject({ kind: 'other-levels', level: null });
    expect(sumOf(bars, 'before')).toBeCloseTo(1, 12);
    expect(sumOf(bars, 'after')).toBeCloseTo(1, 12);
  });

  it('are 40 at most, and hold every row with a value once, whatever the values are', () => {
    const values = fc.array(
      fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: -50, max: 50 })),
      { minLength: 1, maxLength: 200 },
    );
    fc.assert(
      fc.property(values, values, (before, after) => {
        const bars = pair(before, after);
        expect(bars.length).toBeLessThanOrEqual(40);
        expect(sumOf(bars, 'before')).toBeCloseTo(1, 9);
        expect(sumOf(bars, 'after')).toBeCloseTo(1, 9);
      }),
      { seed: 8, numRuns: 60 },
    );
  });

  it('are empty bars on the side of a window without a value', () => {
    expect(sumOf(pair([1, 2, 3], [Number.NaN]), 'after')).toBe(0);
    expect(sumOf(pairTexts(['a', 'b'], [null]), 'after')).toBe(0);
    expect(pair([Number.NaN], [Number.NaN])).toEqual([]);
  });
});
