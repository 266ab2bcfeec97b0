import { describe, expect, it } from 'vitest';
import { encodeText } from '../table/index.ts';
import { histogram, profileColumn } from './index.ts';

describe('profileColumn', () => {
  it('gives a number its moments, quantiles, repeated values and histogram', () => {
    const values = Float64Array.of(1, 2, 2, 5, Number.NaN);
    expect(profileColumn({ name: 'x', kind: 'number', values })).toMatchObject({
      name: 'x',
      kind: 'number',
      nMissing: 1,
      nDistinct: 3,
      min: 1,
      max: 5,
      mean: 2.5,
      sd: Math.sqrt(3),
      quantiles: { p25: 1.75, p50: 2, p75: 2.75 },
      top: [{ value: '2', count: 2 }],
    });
  });

  it('writes dates as ISO 8601 and has no mean of them', () => {
    const day = 86_400_000;
    const values = Float64Array.of(0, day, day);
    expect(profileColumn({ name: 'd', kind: 'date', values })).toMatchObject({
      min: '1970-01-01',
      max: '1970-01-02',
      mean: null,
      quantiles: null,
      top: [{ value: '1970-01-02', count: 2 }],
    });
  });

  it('counts levels that occur, most frequent first', () => {
    const column = encodeText('c', 'category', ['b', 'a', 'a', null]);
    expect(profileColumn({ ...column, levels: [...column.levels, 'unused'] })).toEqual({
      name: 'c',
      kind: 'category',
      nMissing: 1,
      nDistinct: 2,
      min: null,
      max: null,
      mean: null,
      sd: null,
      quantiles: null,
      top: [
        { value: 'a', count: 2 },
        { value: 'b', count: 1 },
      ],
      histogram: null,
    });
  });

  it('is JSON without a value that JSON cannot hold, also for a column of nothing', () => {
    const empty = profileColumn({ name: 'x', kind: 'number', values: Float64Array.of(Number.NaN) });
    expect(JSON.parse(JSON.stringify(empty))).toEqual(empty);
    expect(empty).toMatchObject({ nMissing: 1, min: null, mean: null, histogram: null });
  });
});

describe('histogram', () => {
  it('puts the largest value into the last bin', () => {
    const { edges, counts } = histogram(Float64Array.of(0, 1, 2, 3, 4), 4) ?? {
      edges: [],
      counts: [],
    };
    expect(edges).toEqual([0, 1, 2, 3, 4]);
    expect(counts).toEqual([1, 1, 1, 2]);
  });

  it('has one bin for a constant and none for nothing or an infinite range', () => {
    expect(histogram(Float64Array.of(3, 3))).toEqual({ edges: [3, 3], counts: [2] });
    expect(histogram(new Float64Array())).toBeNull();
    expect(histogram(Float64Array.of(-1.7e308, 1.7e308))).toBeNull();
  });
});
