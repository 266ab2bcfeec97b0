import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logGrid, quantileOnGrid } from './log-grid.ts';

const RELATIVE_ERROR = 0.02;
const grid = logGrid({ range: [1e-3, 1e6], relativeError: RELATIVE_ERROR });
/** Powers of e and logarithms are exact to a few units in the last place. */
const ROUNDING = 1e-9;

function counted(values: readonly number[]): Uint32Array {
  const counts = new Uint32Array(grid.nBins);
  for (const value of values) counts[grid.binOf(value)]++;
  return counts;
}

const values = fc.array(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), {
  minLength: 1,
  maxLength: 300,
});

describe('a grid of logarithms', () => {
  it('gives every quantile within its relative error of the value of that rank', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const truth = list.toSorted((a, b) => a - b)[Math.floor(share * (list.length - 1))];
        const found = quantileOnGrid(grid, counted(list), share) ?? Number.NaN;
        expect(Math.abs(found - truth) / truth).toBeLessThanOrEqual(RELATIVE_ERROR + ROUNDING);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('adds up: the counts of two parts are the counts of the whole', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        const sum = counted(one).map((count, bin) => count + counted(other)[bin]);
        expect(sum).toEqual(counted([...one, ...other]));
      }),
      { seed: 7, numRuns: 50 },
    );
  });

  it('has as many bins as the range and the error need', () => {
    const width = Math.log((1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR));
    expect(grid.nBins).toBe(Math.ceil(Math.log(1e9) / width));
  });

  it('keeps what is beyond its ends in the outer bins', () => {
    expect([0, -1, Number.NaN, 1e-9].map(grid.binOf)).toEqual([0, 0, 0, 0]);
    expect([1e9, Number.POSITIVE_INFINITY].map(grid.binOf)).toEqual([
      grid.nBins - 1,
      grid.nBins - 1,
    ]);
  });

  it('knows no quantile of nothing', () => {
    expect(quantileOnGrid(grid, new Uint32Array(grid.nBins), 0.5)).toBeUndefined();
  });

  it.each([
    [[0, 1], 0.1],
    [[2, 1], 0.1],
    [[1, 2], 1],
  ] as const)('refuses %j with an error of %j', (range, relativeError) => {
    expect(() => logGrid({ range, relativeError })).toThrowError(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: `A grid must have a range above 0 that rises and an error between 0 and 1, got ${range[0]} to ${range[1]} and ${relativeError}.`,
        details: {
          low: String(range[0]),
          high: String(range[1]),
          relativeError: String(relativeError),
        },
      }),
    );
  });
});
