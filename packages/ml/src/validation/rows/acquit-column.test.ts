import type { ColumnSchema } from '@kaizenml/contracts';
import { describe, expect, test } from 'vitest';
import { acquitColumn } from './acquit-column.ts';
import { findings } from './testing/findings.ts';

/** A column by its different values and the rows of each. */
function acquit(column: ColumnSchema, rowsOf: Readonly<Record<string, number>>) {
  const levels = Object.keys(rowsOf);
  const weights = Object.values(rowsOf);
  return acquitColumn(
    { kaizenSchema: 1, columns: { x: column } },
    'x',
    {
      nRows: weights.reduce((sum, n) => sum + n, 0),
      column: { layout: 'texts', codes: Int32Array.from(levels.keys()), levels },
      weights,
      isComplete: true,
    },
    {},
  );
}

describe('few values that stand for all rows', () => {
  test('acquit a column of which none breaks a check', () => {
    expect(acquit({ type: 'integer', range: { min: 0 } }, { 1: 500, 2: 3 })).toEqual({
      kind: 'number',
      isInteger: true,
      nPresent: 503,
    });
    expect(acquit({ type: 'integer', range: { min: 2 } }, { 1: 1, 2: 503 })).toBeUndefined();
  });

  test('weigh as many rows as they stand for', () => {
    const column: ColumnSchema = { type: 'string', values: ['a'], minDomainMass: 0.9 };
    expect(acquit(column, { a: 90, b: 10 })).toMatchObject({ nPresent: 100 });
    expect(acquit(column, { a: 89, b: 11 })).toBeUndefined();
    const present: ColumnSchema = { type: 'string', presence: { minShare: 0.5 } };
    expect(acquit(present, { a: 50, '': 50 })).toMatchObject({ nPresent: 50 });
    expect(acquit(present, { a: 49, '': 51 })).toBeUndefined();
  });

  test('count as many different values as rows do, however they are written', () => {
    const column: ColumnSchema = { type: 'number', distinct: { max: 9 } };
    const { columns } = findings(
      { kaizenSchema: 1, columns: { x: column } },
      { x: ['1', '1.0', ' 2', '', '2', '3'] },
      { chunk: 2 },
    );
    expect(columns.get('x')?.distinct).toEqual({ count: 3, isExact: true, relativeError: 0 });
    expect(acquit(column, { 1: 1, '1.0': 1, ' 2': 2, '': 1, 3: 1 })?.distinct).toEqual(
      columns.get('x')?.distinct,
    );
  });
});

describe('what rows are together', () => {
  const together = (column: ColumnSchema, cells: readonly string[]) =>
    findings({ kaizenSchema: 1, columns: { x: column } }, { x: cells }).columns.get('x');

  test.each<[string, ColumnSchema, string[], object]>([
    [
      'texts that are numbers',
      { type: 'string' },
      ['1', '2.5', 'NA'],
      { kind: 'number', nPresent: 2 },
    ],
    ['codes with leading zeros', { type: 'string' }, ['007', '012'], { kind: 'category' }],
    ['texts', { type: 'string' }, ['1', 'x'], { kind: 'text', nPresent: 2 }],
    [
      'dates',
      { type: 'date' },
      ['2024-05-01', '2023-01-01', 'x'],
      { latest: Date.UTC(2024, 4, 1) },
    ],
    ['no dates', { type: 'date' }, [''], { latest: null, nPresent: 0 }],
  ])('%s', (_, column, cells, expected) => {
    expect(together(column, cells)).toMatchObject(expected);
  });

  test('texts of a telling format are shown, from twenty on', () => {
    const mails = Array.from({ length: 30 }, (_, i) => `a${i}@example.org`);
    expect(together({ type: 'string' }, mails)?.alike).toHaveLength(20);
    expect(together({ type: 'string' }, mails.slice(0, 19))?.alike).toBeUndefined();
    expect(together({ type: 'string' }, [...mails, 'none'])?.alike).toBeUndefined();
  });
});
