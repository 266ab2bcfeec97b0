import { describe, expect, it } from 'vitest';
import { encodeText } from '../../table/index.ts';
import { columnStatistics } from './table-statistics.ts';

function numbers(...values: number[]) {
  return columnStatistics({ name: 'x', kind: 'number', values: Float64Array.from(values) });
}

describe('columnStatistics', () => {
  it('gives a number its moments, quantiles, values and bins', () => {
    expect(numbers(1, 2, 2, 5, Number.NaN)).toMatchObject({
      name: 'x',
      kind: 'number',
      nRows: 5,
      nMissing: 1,
      distinct: { count: 3, isExact: true },
      top: [
        { value: '2', count: 2 },
        { value: '1', count: 1 },
        { value: '5', count: 1 },
      ],
      number: { isInteger: true, min: 1, max: 5, mean: 2.5, sd: Math.sqrt(3) },
    });
    const { quantiles } = numbers(1, 2, 2, 5).number ?? { quantiles: [] };
    const quartiles = quantiles.filter(({ share }) => [0.25, 0.5, 0.75].includes(share));
    expect(quartiles.map(({ value }) => value)).toEqual([1.75, 2, 2.75]);
  });

  it('writes dates as ISO 8601', () => {
    const day = 86_400_000;
    const values = Float64Array.of(0, day, day);
    expect(columnStatistics({ name: 'd', kind: 'date', values })).toMatchObject({
      date: { first: '1970-01-01', last: '1970-01-02' },
      top: [
        { value: '1970-01-02', count: 2 },
        { value: '1970-01-01', count: 1 },
      ],
    });
  });

  it('counts levels that occur, the most frequent first', () => {
    const column = encodeText('c', 'category', ['b', 'a', 'a', null]);
    const counted = columnStatistics({ ...column, levels: [...column.levels, 'unused'] });
    expect(counted).toMatchObject({ nMissing: 1, distinct: { count: 2 } });
    expect(counted.values).toEqual([
      { value: 'a', count: 2, error: 0 },
      { value: 'b', count: 1, error: 0 },
    ]);
  });

  it('is JSON without a value that JSON cannot hold, also for a column of nothing', () => {
    const empty = numbers(Number.NaN);
    expect(JSON.parse(JSON.stringify(empty))).toEqual(empty);
    expect(empty).toMatchObject({
      nMissing: 1,
      number: { min: null, mean: null, sd: null, equalWidth: null, equalCount: null },
    });
  });

  it('puts the largest value into the last bin, a value on an edge into the bin above', () => {
    const bins = numbers(...Array.from({ length: 21 }, (_, i) => i)).number?.equalWidth;
    expect(bins?.edges).toEqual(Array.from({ length: 21 }, (_, i) => i));
    expect(bins?.counts).toEqual(Array.from({ length: 20 }, (_, i) => (i === 19 ? 2 : 1)));
  });

  it('has one bin for a constant and none for an infinite range', () => {
    expect(numbers(3, 3).number?.equalWidth).toEqual({ edges: [3, 3], counts: [2], error: 0 });
    expect(numbers(-1.7e308, 1.7e308).number?.equalWidth).toBeNull();
  });
});
