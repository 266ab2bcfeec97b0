import type { ColumnKind, ColumnStatistics, DatasetStatistics } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { addColumn, emptyColumn, finishColumn } from '../../sketches/index.ts';
import { encodeText, isNumericKind } from '../../table/index.ts';
import { checkSchema } from '../schema/check-schema.ts';
import { validateStatistics } from '../validate-statistics.ts';
import { inferColumn } from './infer-column.ts';
import { inferSchema } from './infer-schema.ts';

type Cell = string | number | null;

function column(kind: ColumnKind, cells: readonly Cell[], name = 'x'): ColumnStatistics {
  const sketch = emptyColumn(name, kind);
  const texts = cells.map((cell) => (cell === null ? null : String(cell)));
  const values = Float64Array.from(cells, (cell) => Number(cell ?? Number.NaN));
  if (isNumericKind(kind)) addColumn(sketch, { name, kind, values });
  else addColumn(sketch, encodeText(name, kind, texts));
  return finishColumn(sketch);
}

const repeat = <T>(n: number, cell: (i: number) => T): T[] =>
  Array.from({ length: n }, (_, i) => cell(i));

describe('inferColumn', () => {
  it.each<[string, ColumnKind, Cell[], object]>([
    ['whole numbers', 'number', [1, 2, 3], { type: 'integer', presence: { minShare: 1 } }],
    [
      'keys',
      'id',
      repeat(30, (i) => 100 + i),
      { type: 'integer', isCategorical: true, isUnique: true },
    ],
    [
      'keys that repeat',
      'category',
      repeat(30, (i) => i % 3),
      { type: 'integer', isCategorical: true },
    ],
    [
      'codes with leading zeros',
      'category',
      repeat(30, (i) => `0${i % 3}`),
      { type: 'string', values: ['00', '01', '02'] },
    ],
    [
      'answers',
      'boolean',
      ['Yes', 'No'],
      { type: 'boolean', booleanWords: { true: 'Yes', false: 'No' } },
    ],
    ['nothing', 'category', [null, null], { type: 'string', presence: { minCount: 0 } }],
    [
      'hardly anything',
      'number',
      [...repeat(96, () => null), 1, 2, 3, 4],
      { presence: { minCount: 0 } },
    ],
    [
      'gaps',
      'number',
      repeat(100, (i) => (i < 10 ? null : i)),
      { presence: { minShare: 0.82, minCount: 1 } },
    ],
    [
      'addresses',
      'id',
      repeat(30, (i) => `https://example.com/${i}`),
      { type: 'string', format: 'url', isUnique: true },
    ],
    ['hours of the day', 'number', repeat(2400, (i) => i % 24), { range: { min: 0, max: 23 } }],
  ])('tells %s', (_what, kind, cells, expected) => {
    expect(inferColumn(column(kind, cells))).toMatchObject(expected);
  });

  it('leaves dates the time that they span, five years at least, on both sides', () => {
    const day = 86_400_000;
    const from = (year: number) => Date.UTC(year, 5, 1);
    const range = (cells: Cell[]) => inferColumn(column('date', cells)).range;
    expect(range(repeat(30, (i) => from(2022) + i * day))).toEqual({
      min: '2017-01-01',
      max: '2027-12-31',
    });
    expect(range(repeat(30, (i) => from(1950 + 2 * i)))).toEqual({
      min: '1892-01-01',
      max: '2066-12-31',
    });
    expect(range(repeat(30, (i) => from(i === 0 ? 9998 : 2022)))).toBeUndefined();
    expect(range(repeat(10, (i) => from(2022) + i * day))).toBeUndefined();
  });

  it('leaves the list of values open as far as rare ones tell', () => {
    const cells = (nOnce: number) =>
      column('category', [
        ...repeat(1000 - nOnce, (i) => `k${i % 10}`),
        ...repeat(nOnce, (i) => `rare ${i}`),
      ]);
    expect(inferColumn(cells(0)).minDomainMass).toBeUndefined();
    // 4 values that occur once: (4 + 3 * 2 + 3) / 1000 rows may be new.
    expect(inferColumn(cells(4)).minDomainMass).toBe(0.987);
    expect(inferColumn(cells(200)).values).toBeUndefined();
    expect(inferColumn(cells(4), { maxDomain: 13 }).values).toBeUndefined();
  });

  it.each([
    ['uniform', (u: number) => u],
    ['normal', (_: number, g: number) => 50 + g],
    ['exponential', (u: number) => -Math.log(1 - u)],
    ['lognormal', (_: number, g: number) => Math.exp(g)],
  ])(
    'gives %s numbers a range that the next batches keep and a wrong unit does not',
    (_name, draw) => {
      const random = seededRandom(5);
      const batch = () =>
        column(
          'number',
          repeat(2000, () => draw(random.next(), random.normal())),
        );
      const inferred = inferColumn(batch());
      const schema = { kaizenSchema: 1, columns: { x: inferred } } as const;
      const check = (one: ColumnStatistics) =>
        validateStatistics({ nRows: 2000, nDuplicateRows: null, columns: [one] }, schema);
      for (let i = 0; i < 20; i++) expect(check(batch())).toEqual([]);
      const { max = 0 } = inferred.range ?? {};
      expect(Number(max)).toBeLessThan(100 * (batch().number?.max ?? 0));
    },
  );
});

describe('inferSchema', () => {
  it('is kept by the table that it was made of, whatever that holds', () => {
    const cell = fc.oneof(fc.constant(null), fc.double({ noNaN: true }), fc.integer());
    const word = fc.option(fc.oneof(fc.string(), fc.constantFrom('yes', 'no', '007', '12')), {
      nil: null,
    });
    const numbers = fc.array(cell, { maxLength: 150 }).map((cells) => column('number', cells, 'n'));
    const texts = fc
      .tuple(
        fc.constantFrom<ColumnKind>('category', 'id', 'text'),
        fc.array(word, { maxLength: 150 }),
      )
      .map(([kind, cells]) => column(kind, cells, 't'));
    fc.assert(
      fc.property(fc.oneof(numbers, texts), (one) => {
        const table: DatasetStatistics = { nRows: one.nRows, nDuplicateRows: null, columns: [one] };
        const schema = inferSchema(table);
        expect(checkSchema(schema)).toEqual([]);
        const names = validateStatistics(table, schema).map(({ name }) => name);
        expect(names).toEqual(one.nRows === 0 ? ['STATS_NOT_AVAILABLE'] : invalidUtf8(one));
      }),
      { seed: 4, numRuns: 150 },
    );
  });
});

function invalidUtf8({ text }: ColumnStatistics): string[] {
  return (text?.nInvalidUtf8 ?? 0) > 0 ? ['ENUM_TYPE_INVALID_UTF8'] : [];
}
