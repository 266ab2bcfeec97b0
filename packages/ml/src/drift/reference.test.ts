import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, encodeText } from '../table/index.ts';
import { columnReference } from './reference.ts';

const numbers = (values: readonly number[]): Column => ({
  name: 'x',
  kind: 'number',
  values: Float64Array.from(values),
});
describe('columnReference', () => {
  it('cuts numbers into ten bins of equal count', () => {
    const { edges, counts } = columnReference(
      numbers(Array.from({ length: 100 }, (_, i) => i + 1)),
    );
    expect(edges).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90]);
    expect(counts).toEqual(new Array(10).fill(10));
  });

  it('gives few distinct values a bin each', () => {
    const { edges, counts } = columnReference(numbers([0, 0, 1, 2, 2, 2]));
    expect(edges).toEqual([0, 1]);
    expect(counts).toEqual([2, 1, 3]);
  });

  it('merges equal edges of a column that is mostly one value', () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i < 950 ? 0 : i));
    const { edges, counts } = columnReference(numbers(values));
    expect(edges).toEqual([0]);
    expect(counts).toEqual([950, 50]);
  });

  it('keeps 30 levels, most frequent first, and counts the others together', () => {
    const texts = Array.from({ length: 50 }, (_, k) =>
      new Array<string>(50 - k).fill(`v${k}`),
    ).flat();
    const { levels, counts } = columnReference(encodeText('c', 'category', texts));
    expect(levels?.slice(0, 2)).toEqual(['v0', 'v1']);
    expect(levels).toHaveLength(30);
    expect(counts).toHaveLength(31);
    expect(counts[30]).toBe((20 * 21) / 2);
  });

  it('keeps only the missing share of texts and ids', () => {
    const reference = columnReference(encodeText('t', 'text', ['some words', null]));
    expect(reference).toEqual({ column: 't', kind: 'text', nRows: 2, nMissing: 1, counts: [] });
  });

  it('counts every present row once and survives JSON', () => {
    const cells = fc.array(fc.oneof(fc.double({ noDefaultInfinity: true }), fc.integer()));
    fc.assert(
      fc.property(cells, (values) => {
        const reference = columnReference(numbers(values));
        const counted = reference.counts.reduce((sum, count) => sum + count, 0);
        expect(counted + reference.nMissing).toBe(values.length);
        expect(reference.counts).toHaveLength((reference.edges?.length ?? 0) + 1);
        expect(JSON.parse(JSON.stringify(reference))).toEqual(reference);
      }),
    );
  });
});
