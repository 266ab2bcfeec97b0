import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, cell, columnLength, encodeText } from '../table/index.ts';
import { rowSlices } from './row-slices.ts';

const byName = (column: Column) =>
  Object.fromEntries(rowSlices(column).map(({ name, rows }) => [name, [...rows]]));
const numbers = (values: readonly number[], kind: 'number' | 'date' = 'number'): Column => ({
  ...{ name: 'x', kind },
  values: Float64Array.from(values),
});

describe('rowSlices', () => {
  it('has a slice per level and one of rows without a value', () => {
    const column = encodeText('plan', 'category', ['gold', null, 'basic', 'gold']);
    expect(byName(column)).toEqual({ gold: [0, 3], basic: [2], 'no value': [1] });
  });

  it('has a slice per number or date where there are few', () => {
    expect(byName(numbers([3, 1, Number.NaN, 3]))).toEqual({
      ...{ 1: [1], 3: [0, 3] },
      'no value': [2],
    });
    expect(byName(numbers([Date.UTC(2026, 0, 2)], 'date'))).toEqual({ '2026-01-02': [0] });
  });

  it('cuts many numbers into quarters whose names say where they end', () => {
    const slices = rowSlices(numbers(Array.from({ length: 100 }, (_, i) => i)));
    expect(slices.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['up to 24.75', 25],
      ['above 24.75, up to 49.5', 25],
      ['above 49.5, up to 74.25', 25],
      ['above 74.25', 25],
    ]);
  });

  it('puts every row of any column into exactly one slice, together with its equals', () => {
    const value = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(Number.NaN), fc.double());
    const level = fc.option(fc.constantFrom('a', 'b', 'c'));
    const column = fc.oneof(
      fc.array(value, { maxLength: 80 }).map((values) => numbers(values)),
      fc.array(level, { maxLength: 80 }).map((values) => encodeText('x', 'category', values)),
    );
    fc.assert(
      fc.property(column, (any) => {
        const slices = rowSlices(any);
        const seen = slices.flatMap(({ rows }) => [...rows]).sort((a, b) => a - b);
        expect(seen).toEqual(Array.from({ length: columnLength(any) }, (_, i) => i));
        const sliceOf = new Map(slices.flatMap(({ rows }, s) => [...rows].map((row) => [row, s])));
        const byCell = new Map<unknown, number | undefined>();
        for (const row of seen) {
          const key = cell(any, row);
          if (!byCell.has(key)) byCell.set(key, sliceOf.get(row));
          expect(sliceOf.get(row)).toBe(byCell.get(key));
        }
      }),
      { seed: 7, numRuns: 100 },
    );
  });
});
