import { type Column, cell, encodeText, makeTable, type Table } from '@kaizenml/ml/table';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsBeyond } from './rows-beyond.ts';
import { stackTables } from './stack-tables.ts';

type Cells = readonly [word: string | null, number: number];

const someCells: fc.Arbitrary<Cells> = fc.tuple(
  fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null }),
  fc.constantFrom(0, 1, Number.NaN),
);
const tableOf = (rows: readonly Cells[]): Table =>
  makeTable([
    encodeText(
      'word',
      'category',
      rows.map(([word]) => word),
    ),
    { name: 'number', kind: 'number', values: Float64Array.from(rows, ([, number]) => number) },
  ]);
const rowsOf = ({ nRows, columns }: Table) =>
  Array.from({ length: nRows }, (_, i) => columns.map((column) => cell(column, i)));
const count = (rows: readonly unknown[]) => {
  const counts: Record<string, number> = {};
  for (const row of rows) {
    const key = JSON.stringify(row);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
};

describe('stackTables', () => {
  it('gives the rows of both, whatever the order of their levels', () => {
    fc.assert(
      fc.property(fc.array(someCells), fc.array(someCells), (upper, lower) => {
        const stacked = stackTables(tableOf(upper), tableOf(lower));
        expect(rowsOf(stacked)).toEqual([...rowsOf(tableOf(upper)), ...rowsOf(tableOf(lower))]);
        const { levels } = stacked.columns[0] as Extract<Column, { levels: unknown }>;
        expect(new Set(levels).size).toBe(levels.length);
      }),
      { numRuns: 50 },
    );
  });

  it('reads numbers below texts as texts, and texts below numbers as numbers', () => {
    const numbers = (...values: number[]): Column => ({
      ...{ name: 'tipped', kind: 'number', values: Float64Array.from(values) },
    });
    const texts = encodeText('tipped', 'category', ['1', null, 'no', '0']);
    expect(rowsOf(stackTables(makeTable([numbers(0, 1)]), makeTable([texts])))).toEqual(
      [0, 1, 1, null, null, 0].map((each) => [each]),
    );
    expect(
      rowsOf(stackTables(makeTable([texts]), makeTable([numbers(1, Number.NaN, 0.5)]))),
    ).toEqual(['1', null, 'no', '0', '1', null, '0.5'].map((each) => [each]));
  });

  it('has nothing where the lower table lacks a column, or one of the two has dates', () => {
    const upper = tableOf([['a', 1]]);
    const date: Column = { name: 'word', kind: 'date', values: Float64Array.of(5) };
    expect(rowsOf(stackTables(upper, makeTable([date])))).toEqual([
      ['a', 1],
      [null, null],
    ]);
    const [dates, texts] = [makeTable([date]), tableOf([['2026-01-05', 1]])];
    expect(rowsOf(stackTables(dates, texts))[1]).toEqual([null]);
  });
});

describe('rowsBeyond', () => {
  it('takes away each known row once, and keeps the order of the others', () => {
    fc.assert(
      fc.property(fc.array(someCells), fc.array(someCells), (table, known) => {
        const fresh = rowsOf(rowsBeyond(tableOf(table), tableOf(known)));
        const [all, had, left] = [rowsOf(tableOf(table)), rowsOf(tableOf(known)), fresh].map(count);
        for (const [key, n] of Object.entries(all ?? {}))
          expect(left?.[key] ?? 0).toBe(Math.max(0, n - (had?.[key] ?? 0)));
        expect(Object.keys(left ?? {}).every((key) => key in (all ?? {}))).toBe(true);
      }),
      { numRuns: 50 },
    );
    const table = tableOf([
      ['a', 1],
      ['b', 0],
      ['a', 1],
      ['c', 1],
    ]);
    expect(rowsOf(rowsBeyond(table, tableOf([['a', 1]])))).toEqual([
      ['b', 0],
      ['a', 1],
      ['c', 1],
    ]);
  });
});
