import type { ColumnStatistics } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeText, makeTable, type Table, takeRows } from '../table/index.ts';
import {
  addRows,
  emptyTable,
  finishTable,
  mergeTables,
  tableFromState,
  tableStatistics,
  tableToState,
} from './index.ts';

const DAY_MS = 86_400_000;

const rows = fc.array(
  fc.tuple(
    fc.oneof(
      fc.constantFrom(0, -0, 1, 2.5, -3, Number.NaN),
      fc.integer({ min: -1e7, max: 1e7 }).map((eighths) => eighths / 8),
    ),
    fc.integer({ min: -400, max: 400 }),
    fc.option(fc.constantFrom('a', 'bb', '007', '1e3', 'é😀', 'x\ufffd')),
  ),
  { minLength: 1, maxLength: 200 },
);

function tableOf(given: readonly (readonly [number, number, string | null])[]): Table {
  return makeTable([
    { name: 'x', kind: 'number', values: Float64Array.from(given, ([x]) => x) },
    { name: 'd', kind: 'date', values: Float64Array.from(given, ([, d]) => d * DAY_MS) },
    encodeText(
      't',
      'category',
      given.map(([, , t]) => t),
    ),
  ]);
}

/** Mean and spread of other orders of adding differ in their last bits. */
function rounded({ number, ...column }: ColumnStatistics) {
  if (!number) return column;
  const { mean, sd, ...others } = number;
  return { ...column, number: { ...others, mean: mean?.toPrecision(10), sd: sd?.toPrecision(8) } };
}

describe('a sketch of a small table', () => {
  it('says what tableStatistics says, for any cut into shards, stored and merged', () => {
    fc.assert(
      fc.property(rows, fc.nat(200), (given, at) => {
        const table = tableOf(given);
        const all = Array.from({ length: table.nRows }, (_, i) => i);
        const shards = [all.slice(0, at), all.slice(at)].map((part, seed) => {
          const sketch = emptyTable(table.columns, seed);
          addRows(sketch, takeRows(table, part));
          return tableFromState(tableToState(sketch));
        });
        const merged = finishTable(mergeTables(shards[0], shards[1]));
        const exact = tableStatistics(table);
        expect(merged.nRows).toBe(exact.nRows);
        expect(merged.columns.map(rounded)).toEqual(exact.columns.map(rounded));
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  it('refuses rows of other columns and keeps what it had', () => {
    const table = tableOf([[1, 2, 'a']]);
    const sketch = emptyTable(table.columns);
    addRows(sketch, table);
    const [x] = table.columns;
    expect(() => addRows(sketch, { nRows: 1, columns: [x] })).toThrow(
      'The rows must have the columns "x (number)", "d (date)" and "t (category)", all of one length, got "x (number)".',
    );
    expect(finishTable(sketch)).toMatchObject({ nRows: 1, nDuplicateRows: null });
  });

  it('is not joined by a sketch of other columns', () => {
    const table = tableOf([[1, 2, 'a']]);
    expect(() => mergeTables(emptyTable(table.columns), emptyTable([]))).toThrow(
      'The sketch of 3 columns must be joined by one of as many, got 0.',
    );
  });
});
