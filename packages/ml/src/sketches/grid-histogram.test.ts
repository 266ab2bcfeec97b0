import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { throughJson } from '../testing/index.ts';
import { countedNumberStatistics, countNumbers } from './exact/counted-numbers.ts';
import {
  addToGrid,
  emptyGrid,
  gridBins,
  gridFromState,
  gridToState,
  mergeGrids,
} from './grid-histogram.ts';

function exactBins(values: readonly number[]) {
  return countedNumberStatistics(countNumbers(Float64Array.from(values))).equalWidth;
}

function gridOf(values: readonly number[]) {
  const grid = emptyGrid();
  const [min, max] = [Math.min(...values), Math.max(...values)];
  addToGrid(grid, Float64Array.from(values), values.length, { min, max });
  return grid;
}

const numbers = fc.array(
  fc
    .oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ noNaN: true, min: -2, max: 9 }),
      fc.constantFrom(5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, 1e-300, -1e-300),
    )
    .map((x) => x + 0),
  { minLength: 1, maxLength: 12 },
);

describe('a grid', () => {
  it('is the same to the bit however values are cut, ordered and merged', () => {
    fc.assert(
      fc.property(numbers, fc.nat(11), (values, cut) => {
        const whole = gridToState(gridOf(values));
        const [a, b] = [gridOf(values.slice(0, cut)), gridOf(values.slice(cut))];
        expect(gridToState(mergeGrids(a, b))).toEqual(whole);
        expect(gridToState(mergeGrids(b, a))).toEqual(whole);
        const oneByOne = emptyGrid();
        for (const x of values) addToGrid(oneByOne, Float64Array.of(x), 1, { min: x, max: x });
        expect(gridToState(oneByOne)).toEqual(whole);
        expect(whole.counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
        expect(whole.counts.length).toBeLessThanOrEqual(4096);
        expect(gridFromState(throughJson(whole))).toEqual(whole);
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it('gives the bins of a histogram, up to the stated error', () => {
    const random = seededRandom(4);
    const values = Array.from({ length: 20_000 }, () => random.normal());
    const exact = exactBins(values);
    const bins = gridBins(gridOf(values), 20);
    expect(bins?.edges).toEqual(exact?.edges);
    expect(bins?.counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
    const worst = Math.max(
      ...(bins?.counts.map((n, k) => Math.abs(n - (exact?.counts[k] ?? 0))) ?? []),
    );
    expect(worst).toBeLessThanOrEqual(bins?.error ?? -1);
    expect(bins?.error).toBeLessThan(0.01 * values.length);
  });

  it('counts whole numbers exactly', () => {
    const random = seededRandom(6);
    const values = Array.from({ length: 5000 }, () => random.below(61));
    const exact = exactBins(values);
    expect(gridBins(gridOf(values), 20)?.counts).toEqual(exact?.counts);
    expect(gridBins(gridOf([3, 3]), 20)).toEqual({ edges: [3, 3], counts: [2], error: 0 });
    expect(gridBins(gridOf([-Number.MAX_VALUE, Number.MAX_VALUE]), 20)).toBeNull();
    expect(gridBins(emptyGrid(), 20)).toBeNull();
  });

  it('refuses a state of other cells', () => {
    expect(() => gridFromState({ ...gridOf([1, 2]), exponent: 3 })).toThrow(/"exponent"/);
  });
});
