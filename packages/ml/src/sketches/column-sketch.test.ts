import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNumbers } from '../../../../test/read-numbers.ts';
import { sharedData } from '../../../../test/shared-data.ts';
import { seededRandom } from '../math/index.ts';
import { quantileSorted, sortedPresent } from '../stats/index.ts';
import { type Column, encodeText, isNumeric, takeColumnRows } from '../table/index.ts';
import { throughJson } from '../testing/index.ts';
import {
  addColumn,
  type ColumnSketch,
  columnFromState,
  columnToState,
  emptyColumn,
  finishColumn,
  mergeColumns,
} from './column-sketch.ts';
import { columnStatistics } from './exact/table-statistics.ts';

function sketchOf(column: Column, seed = 0): ColumnSketch {
  const sketch = emptyColumn(column.name, column.kind, seed);
  addColumn(sketch, column);
  return sketch;
}

function numberColumn(values: ArrayLike<number>): Column {
  return { name: 'x', kind: 'number', values: Float64Array.from(values) };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** Sketches of stretches of rows, each from levels of its own. */
function shardsOf(column: Column, nRows: number, nShards: number): ColumnSketch[] {
  const size = Math.ceil(nRows / nShards);
  return range(0, nShards).map((k) => {
    const part = takeColumnRows(
      column,
      range(Math.min(nRows, k * size), Math.min(nRows, (k + 1) * size)),
    );
    if (isNumeric(part)) return sketchOf(part, k);
    const texts = Array.from(part.codes, (code) => (code < 0 ? null : part.levels[code]));
    return sketchOf(encodeText(part.name, part.kind, texts), k);
  });
}

/** Mean and spread are the same up to rounding (see `number-moments.test.ts`), all else to the bit. */
function withoutRounding(sketch: ColumnSketch) {
  const { number, ...figures } = finishColumn(sketch);
  return { ...figures, number: number && { ...number, mean: 0, sd: 0 } };
}

describe('a sketch of a column', () => {
  it('tells all of a few numbers', () => {
    const column = numberColumn([3, Number.NaN, -0, -2, 3, Number.POSITIVE_INFINITY, 0]);
    expect(finishColumn(sketchOf(column))).toMatchObject({
      nRows: 7,
      nMissing: 1,
      distinct: { count: 4, isExact: true, relativeError: 0 },
      top: [
        { value: '0', count: 2, error: 0 },
        { value: '3', count: 2, error: 0 },
        { value: '-2', count: 1, error: 0 },
        { value: 'Infinity', count: 1, error: 0 },
      ],
      number: {
        isInteger: true,
        min: -2,
        max: 3,
        mean: expect.closeTo(0.8, 12),
        nZeros: 2,
        nNegative: 1,
        nNaN: 0,
        nInfinite: 1,
        rankError: 0,
      },
    });
  });

  it('takes NaN for a value where rows say themselves what is missing', () => {
    const sketch = emptyColumn('x', 'number');
    addColumn(sketch, numberColumn([Number.NaN, 1, Number.NaN]), Uint8Array.of(1, 0, 0));
    expect(() => addColumn(sketch, numberColumn([1, 2]), Uint8Array.of(0))).toThrow(/in 2 bytes/);
    expect(finishColumn(sketch)).toMatchObject({
      nMissing: 1,
      distinct: { count: 2 },
      number: { nNaN: 1, mean: 1 },
    });
  });

  it('tells all of a few texts', () => {
    const column = encodeText('t', 'text', [' 12', 'é😀', null, '1.5', 'é😀', 'bad\ufffd']);
    const all = [
      { value: 'é😀', count: 2, error: 0 },
      { value: ' 12', count: 1, error: 0 },
      { value: '1.5', count: 1, error: 0 },
      { value: 'bad\ufffd', count: 1, error: 0 },
    ];
    expect(finishColumn(sketchOf(column))).toEqual({
      name: 't',
      kind: 'text',
      nRows: 6,
      nMissing: 1,
      distinct: { count: 4, isExact: true, relativeError: 0 },
      top: all,
      values: all,
      text: {
        minLength: 2,
        maxLength: 4,
        meanLength: 14 / 5,
        nPadded: 1,
        nInvalidUtf8: 1,
        nNumeric: 2,
        nInteger: 1,
      },
    });
  });

  it.each([
    ['whole numbers', (i: number) => i, 1000, 1000],
    ['whole numbers beyond the limit', (i: number) => i, 1001, undefined],
    ['numbers with decimals', (i: number) => i + 0.5, 10, undefined],
  ] as const)('lists every value of few %s', (_what, value, n, listed) => {
    const values = Float64Array.from({ length: 2 * n }, (_, i) => value(i % n));
    const column = finishColumn(sketchOf({ name: 'x', kind: 'number', values }));
    expect(column.values?.length).toBe(listed);
    expect(column.values?.every(({ count }) => count === 2)).toBe(listed && true);
    expect(column.top).toHaveLength(Math.min(n, 20));
  });

  it('tells dates in ISO 8601', () => {
    const values = Float64Array.from(
      ['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-09'],
      (d) => Date.parse(d),
    );
    const { date, top } = finishColumn(sketchOf({ name: 'd', kind: 'date', values }));
    expect(date).toEqual({
      first: '2024-01-01',
      last: '2024-01-09',
      usualGapDays: 1,
      gaps: [{ from: '2024-01-03', to: '2024-01-09', days: 6 }],
    });
    expect(top[0].value).toBe('2024-01-01');
    expect(() => sketchOf({ name: 'd', kind: 'date', values: Float64Array.of(9e15) })).toThrow(
      /must hold instants within/,
    );
  });

  it('tells nothing of no rows, and writes plain JSON', () => {
    for (const kind of ['number', 'date', 'text'] as const) {
      const statistics = finishColumn(emptyColumn('x', kind));
      expect(JSON.parse(JSON.stringify(statistics))).toEqual(statistics);
      expect(statistics).toMatchObject({ nRows: 0, distinct: { count: 0 }, top: [] });
    }
  });

  it('is the same for every cut and order of the rows while it is exact', () => {
    const value = fc.oneof(
      fc.integer({ min: -5, max: 5 }),
      fc.double({ min: -1e9, max: 1e9 }),
      fc.constant(Number.NaN),
      fc.constant(Number.POSITIVE_INFINITY),
    );
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 1, max: 6 }),
        (values, nShards) => {
          const column = numberColumn(values);
          const whole = withoutRounding(sketchOf(column));
          const shards = shardsOf(column, values.length, nShards);
          expect(withoutRounding(shards.reduce(mergeColumns))).toEqual(whole);
          expect(withoutRounding(shards.reduceRight(mergeColumns))).toEqual(whole);
          expect(withoutRounding(sketchOf(numberColumn(values.toReversed())))).toEqual(whole);
        },
      ),
      { seed: 3, numRuns: 100 },
    );
  });

  it('comes back from its state and goes on', () => {
    const random = seededRandom(7);
    const numbers = numberColumn(range(0, 12_000).map(() => random.normal()));
    const texts = encodeText(
      't',
      'text',
      range(0, 6000).map((i) => `t${i % 5000}`),
    );
    for (const column of [numbers, texts]) {
      const sketch = sketchOf(column);
      const back = columnFromState(throughJson(columnToState(sketch)));
      expect(finishColumn(back)).toEqual(finishColumn(sketch));
      for (const one of [sketch, back]) addColumn(one, column);
      expect(finishColumn(back).number).toEqual(finishColumn(sketch).number);
      expect(finishColumn(back)).toMatchObject({
        nRows: finishColumn(sketch).nRows,
        distinct: finishColumn(sketch).distinct,
      });
    }
  });

  it('refuses rows of another column', () => {
    expect(() => addColumn(emptyColumn('x', 'text'), numberColumn([1]))).toThrow(
      /text column "x" .* number column/,
    );
    expect(() => mergeColumns(emptyColumn('x', 'text'), emptyColumn('y', 'text'))).toThrow(
      /"x" .* "y"/,
    );
  });
});

const housing = sharedData('california_housing/housing.csv');
const reviews = sharedData('adult/adult-test.csv');

describe.skipIf(housing === undefined)('of real numbers', () => {
  const columns =
    housing === undefined
      ? []
      : [...readNumbers(housing)].filter(([, values]) => values.some((x) => !Number.isNaN(x)));

  it.each(columns)('of column %s keeps its bounds from shards in any order', (_name, values) => {
    const column = numberColumn(values);
    const exact = columnStatistics(column);
    const sorted = sortedPresent(values);
    const shards = shardsOf(column, values.length, 5);
    for (const merged of [shards.reduce(mergeColumns), shards.reduceRight(mergeColumns)]) {
      const { number, distinct, nMissing } = finishColumn(merged);
      expect(nMissing).toBe(exact.nMissing);
      expect(number).toMatchObject({ min: exact.number?.min, max: exact.number?.max });
      expect(number?.mean).toBeCloseTo(exact.number?.mean ?? 0, 6);
      expect((number?.sd ?? 0) / (exact.number?.sd ?? 1)).toBeCloseTo(1, 9);
      expect(Math.abs(distinct.count / exact.distinct.count - 1)).toBeLessThanOrEqual(
        4 * distinct.relativeError,
      );
      for (const { share, value } of number?.quantiles ?? []) {
        const slack = number?.rankError ?? 0;
        expect(value).toBeGreaterThanOrEqual(quantileSorted(sorted, Math.max(0, share - slack)));
        expect(value).toBeLessThanOrEqual(quantileSorted(sorted, Math.min(1, share + slack)));
      }
      const worst = Math.max(
        ...(number?.equalWidth?.counts ?? []).map((n, k) =>
          Math.abs(n - (exact.number?.equalWidth?.counts[k] ?? 0)),
        ),
      );
      expect(worst).toBeLessThanOrEqual(number?.equalWidth?.error ?? -1);
      expect(number?.equalCount?.counts.reduce((sum, n) => sum + n, 0)).toBe(sorted.length);
    }
  });
});

describe.skipIf(reviews === undefined)('of real texts', () => {
  it('counts the words of a file like a map, from shards in any order', () => {
    const words = readFileSync(reviews ?? '', 'utf8')
      .slice(0, 300_000)
      .split(/[\s,]+/);
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    const shards = shardsOf(encodeText('word', 'text', words), words.length, 4);
    for (const merged of [shards.reduce(mergeColumns), shards.reduceRight(mergeColumns)]) {
      const { top, distinct, text } = finishColumn(merged);
      expect(Math.abs(distinct.count / counts.size - 1)).toBeLessThanOrEqual(
        4 * distinct.relativeError,
      );
      expect(top.length).toBe(20);
      for (const { value, count, error } of top) {
        expect(counts.get(value)).toBeLessThanOrEqual(count);
        expect(counts.get(value)).toBeGreaterThanOrEqual(count - error);
      }
      const total = words.reduce((sum, word) => sum + [...word].length, 0);
      expect(text?.meanLength).toBe(total / words.length);
    }
  });
});
