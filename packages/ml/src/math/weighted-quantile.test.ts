import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weightedQuantile } from './weighted-quantile.ts';

const weighted = fc.array(
  fc.record({ value: fc.integer({ min: -9, max: 9 }), weight: fc.integer({ min: 1, max: 4 }) }),
  { minLength: 1, maxLength: 30 },
);
const level = fc.integer({ min: 1, max: 19 }).map((part) => part / 20);

function quantileOf(values: readonly number[], weights: readonly number[], at: number): number {
  return weightedQuantile(Float64Array.from(values), Float64Array.from(weights), at);
}

describe('weightedQuantile', () => {
  it('is the median, the middle of two where there is no middle one', () => {
    expect(quantileOf([5, 1, 3], [1, 1, 1], 0.5)).toBe(3);
    expect(quantileOf([5, 1, 4, 2], [1, 1, 1, 1], 0.5)).toBe(3);
    expect(quantileOf([5, 1], [1, 3], 0.5)).toBe(1);
    expect(quantileOf([7], [0.1], 0.9)).toBe(7);
  });

  it('has the least pinball loss of all constants', () => {
    fc.assert(
      fc.property(weighted, level, (rows, at) => {
        const loss = (c: number) =>
          rows.reduce(
            (sum, { value, weight }) =>
              sum + weight * (value > c ? at * (value - c) : (1 - at) * (c - value)),
            0,
          );
        const answer = quantileOf(
          rows.map(({ value }) => value),
          rows.map(({ weight }) => weight),
          at,
        );
        const best = Math.min(...rows.map(({ value }) => loss(value)));
        expect(loss(answer)).toBeLessThanOrEqual(best + 1e-9);
      }),
      { seed: 1 },
    );
  });

  it('takes a weight as that many values, and only shares of the weight matter', () => {
    fc.assert(
      fc.property(weighted, level, (rows, at) => {
        const values = rows.map(({ value }) => value);
        const answer = quantileOf(
          values,
          rows.map(({ weight }) => weight),
          at,
        );
        const repeated = rows.flatMap(({ value, weight }) => new Array(weight).fill(value));
        expect(quantileOf(repeated, new Array(repeated.length).fill(1), at)).toBe(answer);
        const shares = rows.map(({ weight }) => weight * 0.1);
        expect(quantileOf(values, shares, at)).toBe(answer);
      }),
      { seed: 2 },
    );
  });

  it('keeps the pairs of values and weights together', () => {
    const values = Float64Array.of(3, 1, 2, 1, 3);
    const weights = Float64Array.of(30, 10, 20, 11, 31);
    weightedQuantile(values, weights, 0.3);
    expect([...weights].map((weight, i) => [Math.floor(weight / 10), values[i]])).toEqual(
      [...values].map((value) => [value, value]),
    );
  });
});
