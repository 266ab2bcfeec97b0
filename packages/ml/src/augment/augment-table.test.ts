import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../test/thrown-by.ts';
import { seededRandom } from '../math/index.ts';
import {
  type CodedColumn,
  cell,
  DAY_MS,
  encodeText,
  getColumn,
  makeTable,
  type NumericColumn,
  type Table,
} from '../table/index.ts';
import { type AugmentMethod, type AugmentOptions, augmentTable } from './augment-table.ts';

const N = 120;
const random = seededRandom(7);
const isRare = (i: number) => i % 6 === 0;

function numbers(name: string, of: (i: number) => number, kind: 'number' | 'date' = 'number') {
  return { name, kind, values: Float64Array.from({ length: N }, (_, i) => of(i)) };
}

const texts = (name: string, kind: CodedColumn['kind'], of: (i: number) => string | null) =>
  encodeText(
    name,
    kind,
    Array.from({ length: N }, (_, i) => of(i)),
  );

/** Ponds: 20 rows with frogs, 95 without, 5 unknown. */
const ponds = makeTable([
  texts('code', 'id', (i) => `pond-${i}`),
  numbers('depth', () => Math.round(100 * random.normal() + 400) / 100),
  numbers('shade', (i) => (i % 17 === 0 ? Number.NaN : random.below(2) / 2)),
  numbers('fish', (i) => (i % 11 === 0 ? Number.NaN : random.below(9))),
  numbers('seen', () => (19_000 + random.below(900)) * DAY_MS, 'date'),
  texts('weed', 'category', (i) =>
    i % 13 === 0 ? null : ['none', 'some', 'much'][random.below(3)],
  ),
  texts('story', 'text', (i) => `pond ${i} lies behind the seven hills of that country`),
  texts('frogs', 'boolean', (i) => (i % 24 === 1 ? null : isRare(i) ? 'yes' : 'no')),
]);

const augment = (method: AugmentMethod, more: Partial<AugmentOptions> = {}, table = ponds) =>
  augmentTable(table, { target: 'frogs', method, random: seededRandom(1), ...more });

const numeric = (table: Table, name: string) => (getColumn(table, name) as NumericColumn).values;
const sizes = ({ classes }: ReturnType<typeof augment>) =>
  Object.fromEntries(classes.map(({ name, nAfter }) => [name, nAfter]));

describe('augmentTable', () => {
  it.each(['smote', 'oversample', 'noise'] as const)(
    'keeps every row at the top, leaves identifiers out and makes classes even, by %s',
    (method) => {
      const { table, nKept, parents, classes, nUnknown, features } = augment(method);
      expect(classes).toEqual([
        { name: 'no', nBefore: 95, nAfter: 95, isCapped: false },
        { name: 'yes', nBefore: 20, nAfter: 95, isCapped: false },
      ]);
      expect([nKept, parents.length, table.nRows, nUnknown]).toEqual([120, 75, 195, 5]);
      expect(features.ids).toEqual(['code']);
      expect(table.columns.map(({ name, kind }) => [name, kind])).toEqual(
        ponds.columns.slice(1).map(({ name, kind }) => [name, kind]),
      );
      for (const column of table.columns) {
        const source = getColumn(ponds, column.name);
        for (let i = 0; i < nKept; i++) expect(cell(column, i)).toBe(cell(source, i));
        parents.forEach((row, i) => {
          expect(isRare(row)).toBe(true);
          const [made, own] = [cell(column, nKept + i), cell(source, row)];
          if (method === 'oversample' || column.kind === 'text' || column.name === 'frogs')
            expect(made).toBe(own);
          expect(made === null).toBe(own === null);
        });
      }
      const times = [...Map.groupBy(parents, (row) => row).values()].map(({ length }) => length);
      expect([times.length, Math.min(...times), Math.max(...times)]).toEqual([20, 3, 4]);
    },
  );

  it('gives the same bits for the same seed, and others for another', () => {
    const hash = (seed: number, method: AugmentMethod) =>
      JSON.stringify(augment(method, { random: seededRandom(seed) }).table.columns, (_, value) =>
        ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value,
      );
    for (const method of ['smote', 'oversample', 'noise', 'undersample'] as const) {
      expect(hash(1, method)).toBe(hash(1, method));
      expect(hash(2, method)).not.toBe(hash(1, method));
    }
  });

  it('keeps whole numbers whole, two decimals two, and dates at midnight', () => {
    for (const method of ['smote', 'noise'] as const) {
      const { table } = augment(method);
      expect(numeric(table, 'fish').every((x) => Number.isNaN(x) || Number.isInteger(x))).toBe(
        true,
      );
      expect(numeric(table, 'depth').every((x) => Math.round(x * 100) / 100 === x)).toBe(true);
      expect(numeric(table, 'seen').every((x) => x % DAY_MS === 0)).toBe(true);
    }
  });

  it('takes a number with two values for a flag, which has nothing between', () => {
    for (const method of ['smote', 'noise'] as const) {
      const { table, features } = augment(method);
      expect(features.categories.map(({ name }) => name)).toEqual(['shade', 'weed']);
      expect(new Set(numeric(table, 'shade'))).toEqual(new Set([Number.NaN, 0, 0.5]));
    }
  });

  it('marks made rows where asked, and leaves the mark out where not', () => {
    const { table, nKept } = augment('smote', { mark: 'made' });
    const mark = table.columns.at(-1) as CodedColumn;
    expect([mark.name, mark.kind]).toEqual(['made', 'boolean']);
    expect(mark.codes.every((code, i) => mark.levels[code] === String(i >= nKept))).toBe(true);
    expect(augment('smote').table.columns.map(({ name }) => name)).not.toContain('made');
  });

  it('draws rows of large classes without putting back, and keeps the order and all columns', () => {
    const { table, nKept, parents, features } = augment('undersample', { ratio: 0.5 });
    expect(sizes(augment('undersample', { ratio: 0.5 }))).toEqual({ no: 40, yes: 20 });
    expect([table.nRows, nKept, parents.length]).toEqual([65, 65, 0]);
    expect(features.ids).toEqual(['code']);
    expect(table.columns).toHaveLength(ponds.columns.length);
    const codes = (getColumn(table, 'code') as CodedColumn).codes;
    expect([...codes]).toEqual([...new Set(codes)].sort((a, b) => a - b));
  });

  it('makes every row between its parent and a row of the class, whatever the numbers', () => {
    const extreme = fc.double({ noNaN: true, noDefaultInfinity: true });
    const rows = fc.array(fc.tuple(extreme, fc.double({ min: -1, max: 1, noNaN: true })), {
      minLength: 8,
      maxLength: 12,
    });
    fc.assert(
      fc.property(rows, (rare) => {
        const all = [...rare, ...Array.from({ length: 30 }, (_, i) => [i, i] as const)];
        const column = (name: string, j: 0 | 1): NumericColumn => ({
          name,
          kind: 'number',
          values: Float64Array.from(all, (row) => row[j]),
        });
        const frogs = encodeText(
          'frogs',
          'category',
          all.map((_, i) => (i < rare.length ? 'yes' : 'no')),
        );
        const table = makeTable([column('x', 0), column('y', 1), frogs]);
        const made = augment('smote', { neighbors: 3 }, table);
        for (const name of ['x', 'y']) {
          const [source, values] = [numeric(table, name), numeric(made.table, name)];
          made.parents.forEach((row, i) => {
            const value = values[made.nKept + i];
            const partners = rare.map((_, other) => source[other]);
            const isBetween = partners.some(
              (to) => Math.min(source[row], to) <= value && value <= Math.max(source[row], to),
            );
            expect(isBetween).toBe(true);
          });
        }
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('moves numbers by the asked share of their deviation, within the range of the column', () => {
    const { table, nKept, parents } = augment('noise', { noise: 0.1 });
    const [source, made] = [numeric(ponds, 'depth'), numeric(table, 'depth')];
    const moves = [...parents].map((row, i) => made[nKept + i] - source[row]);
    const deviation = Math.sqrt(moves.reduce((sum, move) => sum + move * move, 0) / moves.length);
    // Depth has a deviation of 1; 75 draws are within a fourth of 0.1.
    expect(deviation).toBeGreaterThan(0.075);
    expect(deviation).toBeLessThan(0.125);
    const fish = numeric(table, 'fish').filter((x) => !Number.isNaN(x));
    expect([Math.min(...fish), Math.max(...fish)]).toEqual([0, 8]);
  });
});

describe('sizes of classes', () => {
  /** Classes with so many rows, and two columns. */
  const tableOf = (counts: Record<string, number>) => {
    const frogs = Object.entries(counts).flatMap(([name, n]) => Array<string>(n).fill(name));
    const x = Float64Array.from(frogs, (_, i) => i % 17);
    return makeTable([
      { name: 'x', kind: 'number', values: x },
      encodeText('frogs', 'category', frogs),
    ]);
  };

  it('stop at ten times, or a tenth, where no ratio is asked for, and say so', () => {
    const table = tableOf({ many: 500, some: 90, few: 8 });
    const grown = augment('oversample', {}, table);
    expect(sizes(grown)).toEqual({ many: 500, some: 500, few: 80 });
    expect(grown.classes.map(({ isCapped }) => isCapped)).toEqual([false, false, true]);
    expect(sizes(augment('oversample', { ratio: 1 }, table))).toEqual({
      many: 500,
      some: 500,
      few: 500,
    });
    expect(sizes(augment('undersample', {}, table))).toEqual({ many: 50, some: 9, few: 8 });
    expect(sizes(augment('undersample', { ratio: 1 }, table))).toEqual({
      many: 8,
      some: 8,
      few: 8,
    });
  });

  it('follow a ratio, and leave classes alone that have it', () => {
    const table = tableOf({ many: 100, some: 60, few: 20 });
    expect(sizes(augment('oversample', { ratio: 0.5 }, table))).toEqual({
      many: 100,
      some: 60,
      few: 50,
    });
    expect(sizes(augment('undersample', { ratio: 0.5 }, table))).toEqual({
      many: 40,
      some: 40,
      few: 20,
    });
  });

  it('that cannot change are refused in words', () => {
    expect(thrownBy(() => augment('oversample', {}, tableOf({ a: 30, b: 30 })))).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: 'Classes of "frogs" must differ in size to be balanced, got 30 rows each.',
    });
    expect(
      thrownBy(() => augment('oversample', { ratio: 0.5 }, tableOf({ a: 30, b: 20 }))),
    ).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: '`ratio` must be above 0.667, what "b" has of the largest class already, got 0.5.',
      details: { nLargest: 30, nSmallest: 20 },
    });
    for (const ratio of [0, -1, 1.5, Number.NaN])
      expect(
        thrownBy(() => augment('oversample', { ratio }, tableOf({ a: 30, b: 20 }))),
      ).toMatchObject({
        code: 'ARGUMENT_INVALID',
        message: `\`ratio\` must be above 0 and at most 1, got ${ratio}.`,
      });
  });

  it('that are too small for their neighbors are refused, with the number that would do', () => {
    expect(thrownBy(() => augment('smote', {}, tableOf({ a: 30, b: 4 })))).toMatchObject({
      code: 'TABLE_TOO_SMALL',
      message: 'Class "b" must have at least 6 rows for 5 neighbors each, got 4.',
      hint: 'Ask for fewer with `--neighbors 3`, or repeat rows with `--method oversample`.',
    });
    expect(sizes(augment('smote', { neighbors: 3 }, tableOf({ a: 30, b: 4 })))).toEqual({
      a: 30,
      b: 30,
    });
    expect(thrownBy(() => augment('smote', {}, tableOf({ a: 30, b: 1 })))).toMatchObject({
      hint: 'A single row has no neighbors: repeat it with `--method oversample`.',
    });
  });
});

describe('augmentTable refuses', () => {
  it.each([
    ['an unknown target', { target: 'frog' }, 'COLUMN_UNKNOWN'],
    ['a target of fractions', { target: 'depth' }, 'TARGET_UNUSABLE'],
    ['a target of dates', { target: 'seen' }, 'TARGET_UNUSABLE'],
    ['a target that names rows', { target: 'code' }, 'TARGET_UNUSABLE'],
    ['a mark that is there', { mark: 'weed' }, 'COLUMN_DUPLICATE'],
  ] as const)('%s', (_, options, code) => {
    expect(thrownBy(() => augment('smote', options))).toMatchObject({ code });
  });

  it('a target of one class, and one without values', () => {
    const withTarget = (of: (i: number) => string | null) =>
      makeTable([getColumn(ponds, 'depth'), texts('frogs', 'category', of)]);
    for (const label of [() => 'yes', () => null])
      expect(thrownBy(() => augment('smote', {}, withTarget(label)))).toMatchObject({
        code: 'TARGET_UNUSABLE',
      });
  });

  it('a table in which no number could move', () => {
    const empty = numbers('depth', () => Number.NaN);
    const table = makeTable([empty, getColumn(ponds, 'weed'), getColumn(ponds, 'frogs')]);
    expect(thrownBy(() => augment('smote', {}, table))).toMatchObject({
      code: 'FEATURES_UNUSABLE',
      message:
        'Method `smote` must have a column of numbers or dates with different values, got none besides the target and identifiers.',
    });
    const dates = makeTable([getColumn(ponds, 'seen'), getColumn(ponds, 'frogs')]);
    expect(thrownBy(() => augment('noise', {}, dates))).toMatchObject({
      code: 'FEATURES_UNUSABLE',
    });
    expect(augment('smote', {}, dates).table.nRows).toBe(195);
  });
});
