import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { type Column, encodeText, makeTable } from '../table/index.ts';
import { binLabels, buildReference, columnReference, compareToReference, psi } from './index.ts';

const numbers = (values: readonly number[], name = 'x'): Column => ({
  name,
  kind: 'number',
  values: Float64Array.from(values),
});
const normals = (n: number, shift: number, seed: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => random.normal() + shift);
};

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
        expect(compareToReference(reference, numbers(values)).psi).toBe(0);
      }),
    );
  });

  it('names the table and the closest column when a column is unknown', () => {
    expect(() => buildReference(makeTable([numbers([1, 2], 'price')]), 'prize')).toThrow(
      expect.objectContaining({
        code: 'COLUMN_UNKNOWN',
        hint: 'Did you mean "price"?',
        details: { column: 'prize', known: ['price'] },
      }),
    );
  });
});

describe('compareToReference', () => {
  it('stays under its noise bound without drift in 97 % of samples or more', () => {
    const reference = columnReference(numbers(normals(2000, 0, 1)));
    const calm = Array.from({ length: 300 }, (_, seed) =>
      compareToReference(reference, numbers(normals(300, 0, seed + 2))),
    ).filter((compared) => compared.psi <= compared.psiNoise);
    expect(calm.length).toBeGreaterThan(291);
  });

  it('sees a shift of one standard deviation above threshold and noise', () => {
    const reference = columnReference(numbers(normals(2000, 0, 1)));
    const compared = compareToReference(reference, numbers(normals(300, 1, 2)));
    expect(compared.psi).toBeGreaterThan(0.2 + compared.psiNoise);
  });

  it('gives shares of present rows that sum to 1, and missing shares apart', () => {
    const reference = columnReference(numbers([1, 2, 3, Number.NaN]));
    const compared = compareToReference(reference, numbers([1, 1, Number.NaN, Number.NaN]));
    expect(compared).toMatchObject({ shareMissingReference: 0.25, shareMissingCurrent: 0.5 });
    expect(compared.bins).toEqual([
      { label: '≤ 1', shareReference: 1 / 3, shareCurrent: 1 },
      { label: '1 – 2', shareReference: 1 / 3, shareCurrent: 0 },
      { label: '> 2', shareReference: 1 / 3, shareCurrent: 0 },
    ]);
  });

  it('counts a level that the reference does not know as other', () => {
    const reference = columnReference(encodeText('c', 'category', ['a', 'a', 'b']));
    const compared = compareToReference(
      reference,
      encodeText('c', 'category', ['a', 'new', 'new']),
    );
    expect(compared.bins.at(-1)).toEqual({
      label: 'other',
      shareReference: 0,
      shareCurrent: 2 / 3,
    });
    expect(compared.psi).toBeGreaterThan(1);
  });

  it('sees a constant move up and leaves an empty other out', () => {
    const reference = columnReference(numbers([5, 5, 5]));
    expect(compareToReference(reference, numbers([7, 7])).psi).toBeGreaterThan(1);
    const words = encodeText('c', 'category', ['a', 'b']);
    expect(compareToReference(columnReference(words), words).bins).toHaveLength(2);
  });

  it('has no drift and no bins to compare when nothing is present', () => {
    const reference = columnReference(numbers([1, 2, 3]));
    expect(compareToReference(reference, numbers([]))).toMatchObject({
      psi: 0,
      psiNoise: 0,
      shareMissingCurrent: 0,
    });
  });
});

describe('binLabels', () => {
  const labels = (edges: number[], kind: 'number' | 'date' = 'number'): string[] =>
    binLabels({ column: 'x', kind, nRows: 0, nMissing: 0, edges, counts: [] });

  it('writes ranges with the fewest digits that tell edges apart', () => {
    expect(labels([25, 31.5, 60])).toEqual(['≤ 25', '25 – 31.5', '31.5 – 60', '> 60']);
    expect(labels([0.123456, 0.4])).toEqual(['≤ 0.123', '0.123 – 0.4', '> 0.4']);
    expect(labels([100.0001, 100.0002])).toEqual([
      '≤ 100.0001',
      '100.0001 – 100.0002',
      '> 100.0002',
    ]);
    expect(labels([77_516])).toEqual(['≤ 77516', '> 77516']);
  });

  it('writes dates as days', () => {
    expect(labels([Date.UTC(2024, 0, 5)], 'date')).toEqual(['≤ 2024-01-05', '> 2024-01-05']);
  });
});

describe('psi', () => {
  it('follows its formula: shares 0.5 and 0.25 give 0.25 ln 2 + 0.25 ln 1.5', () => {
    expect(psi([50, 50], [25, 75])).toBeCloseTo(0.25 * Math.log(2) + 0.25 * Math.log(1.5), 12);
  });

  it('stays finite for empty bins, by its floor', () => {
    expect(psi([100, 0], [50, 50])).toBeCloseTo(
      (0.5 - 1) * Math.log(0.5) + (0.5 - 1e-4) * Math.log(0.5 / 1e-4),
      12,
    );
  });

  it('refuses samples of different bins', () => {
    expect(() => psi([1], [1, 2])).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: 'psi must be given the same bins twice, got 1 and 2.',
        details: { reader: 'psi', reference: 1, current: 2 },
      }),
    );
  });
});
