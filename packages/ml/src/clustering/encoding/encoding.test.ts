import { describe, expect, it } from 'vitest';
import { log, seededRandom } from '../../math/index.ts';
import { type Column, encodeText, makeTable } from '../../table/index.ts';
import { drawTailsIn } from './draw-tails-in.ts';
import { encodeTable } from './encode-table.ts';
import { fitEncoding } from './fit-encoding.ts';
import { robustSpread } from './robust-spread.ts';
import { twoPartSpread } from './two-part-spread.ts';

const random = seededRandom(8);
const normal = (n: number) => Float64Array.from({ length: n }, () => random.normal());
const number = (name: string, values: Iterable<number>): Column => ({
  name,
  kind: 'number',
  values: Float64Array.from(values),
});
const text = (name: string, values: readonly (string | null)[]): Column =>
  encodeText(name, 'category', values);
const cycle = <T>(values: readonly T[], n: number): T[] =>
  Array.from({ length: n }, (_, i) => values[i % values.length]);

function encode(...columns: readonly Column[]) {
  const table = makeTable(columns);
  const encoding = fitEncoding(table);
  return { encoding, x: encodeTable(encoding, table) };
}

describe('the spread of a column', () => {
  it('is the standard deviation of normal numbers, and hardly moved by outliers', () => {
    const values = normal(4000);
    expect(robustSpread(values.toSorted()).spread).toBeCloseTo(1, 1);
    const spoiled = values.slice();
    spoiled.fill(1e9, 0, 200);
    expect(robustSpread(spoiled.sort()).spread).toBeLessThan(1.2);
  });

  it('falls back where half of the numbers are equal, and is 0 only where all are', () => {
    const mostly = Float64Array.from(cycle([0, 0, 0, 0, 5], 100)).sort();
    expect(robustSpread(mostly).spread).toBeCloseTo(2.01, 2);
    const nearly = new Float64Array(500);
    nearly[499] = 3;
    expect(robustSpread(nearly).spread).toBeGreaterThan(0);
    expect(robustSpread(new Float64Array(5).fill(7)).spread).toBe(0);
    expect(robustSpread(Float64Array.of(-1.7e308, 0, 1.7e308)).spread).toBeLessThan(Infinity);
  });

  it('is that within its two parts where it has two', () => {
    const one = normal(2000).sort();
    const spread = robustSpread(one);
    expect(twoPartSpread(one, spread) / spread.spread).toBeGreaterThan(0.95);
    const two = normal(2000)
      .map((value, i) => value + (i % 2) * 6)
      .sort();
    expect(twoPartSpread(two, robustSpread(two)) / robustSpread(two).spread).toBeLessThan(0.6);
  });

  it('draws tails in without changing their order', () => {
    expect([-3, 0, 2.5, 3].map(drawTailsIn)).toEqual([-3, 0, 2.5, 3]);
    expect(drawTailsIn(-10)).toBe(-(3 + log(8)));
    expect(drawTailsIn(1e300)).toBeLessThan(31);
  });
});

describe('encodeTable', () => {
  it('puts different levels 2 apart, and missing or unseen ones in the middle', () => {
    const column = text('color', [...cycle(['red', 'red', 'blue', 'green'], 40), null]);
    const { encoding, x } = encode(column);
    expect([...x.values.subarray(0, 3)]).toEqual([1, 0, 0]);
    expect([...x.values.subarray(6, 9)].reduce((a, b) => a + b)).toBe(1);
    expect([...x.values.subarray(120)]).toEqual([0.5, 0.25, 0.25]);
    const unseen = encodeTable(encoding, makeTable([text('color', ['violet'])]));
    expect([...unseen.values]).toEqual([0.5, 0.25, 0.25]);
  });

  it('lets rare levels share a coordinate, also with levels to come', () => {
    const levels = [...cycle(['a', 'b'], 400), 'c', 'd'];
    const { encoding } = encode(text('level', levels));
    const x = encodeTable(encoding, makeTable([text('level', ['d', 'x', 'b'])]));
    expect([...x.values]).toEqual([0, 0, 1, 0, 0, 1, 0, 1, 0]);
  });

  it('takes two numbers for two levels, and logarithms of positive numbers with a long tail', () => {
    const long = normal(300).map((value) => Math.exp(2 * value));
    const { encoding, x } = encode(number('flag', cycle([0, 7], 300)), number('income', long));
    expect(encoding.columns.map(({ kind }) => kind)).toEqual(['category', 'number']);
    expect(encoding.columns[1]).toMatchObject({ isLog: true });
    expect([...x.values.subarray(0, 2)]).toEqual([1, 0]);
    const zero = encodeTable(
      encoding,
      makeTable([number('flag', [3, Number.NaN]), number('income', [0, -5])]),
    );
    expect([...zero.values.subarray(0, 2)]).toEqual([0.5, 0.5]);
    expect(zero.values[2]).toBeLessThan(-10);
  });

  it('counts missing and infinite numbers as the median', () => {
    const values = Float64Array.of(...normal(50), Number.NaN, Number.POSITIVE_INFINITY);
    const { x } = encode(number('a', values));
    expect([...x.values.subarray(50)]).toEqual([0, 0]);
  });

  it('names the columns that it leaves out', () => {
    const n = 40;
    const { encoding } = encode(
      number('good', normal(n)),
      number('same', cycle([3], n)),
      number('empty', cycle([Number.NaN], n)),
      number('sparse', cycle([1, 2, Number.NaN, Number.NaN, Number.NaN], n)),
      number('row', cycle([...Array(n).keys()], n)),
      encodeText('note', 'text', cycle(['some words'], n)),
      text('level', cycle(['x'], n)),
    );
    expect(encoding.leftOut).toEqual([
      { name: 'same', reason: 'has one value only' },
      { name: 'empty', reason: 'has no value' },
      { name: 'sparse', reason: 'is missing in 60 % of the rows' },
      { name: 'row', reason: 'identifies rows' },
      { name: 'note', reason: 'holds free text' },
      { name: 'level', reason: 'has one value only' },
    ]);
  });

  it('refuses a table that says nothing, and columns of another kind', () => {
    expect(() => encode(number('a', [1, 1]))).toThrow(
      expect.objectContaining({
        code: 'FEATURES_UNUSABLE',
        message:
          'A clustering must get a column that tells rows apart, got none: "a" has one value only.',
      }),
    );
    expect(() => encode(number('a', []))).toThrow(expect.objectContaining({ code: 'TABLE_EMPTY' }));
    const { encoding } = encode(number('a', normal(9)));
    expect(() => encodeTable(encoding, makeTable([text('a', ['x'])]))).toThrow(
      expect.objectContaining({ code: 'INPUT_SCHEMA_MISMATCH' }),
    );
    expect(() => encodeTable(encoding, makeTable([]))).toThrow(
      expect.objectContaining({ code: 'COLUMN_UNKNOWN' }),
    );
  });
});
