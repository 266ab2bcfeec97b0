import type { InputField } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { cell } from './column.ts';
import { tableFromRows } from './from-rows.ts';
import { getColumn } from './table.ts';

const field = (name: string, kind: InputField['kind'], levels?: string[]): InputField => ({
  name,
  kind,
  ...(levels ? { levels } : {}),
  shareMissing: 0,
  required: false,
  typical: null,
});

const read = (one: InputField, values: unknown[]): unknown[] => {
  const table = tableFromRows(
    [one],
    values.map((value) => ({ [one.name]: value })),
  );
  return values.map((_, i) => cell(getColumn(table, one.name), i));
};

describe('tableFromRows', () => {
  it('reads numbers, also from decimal text', () => {
    expect(read(field('x', 'number'), [1, '2.5', null, '', undefined])).toEqual([
      1,
      2.5,
      null,
      null,
      null,
    ]);
  });

  it('reads dates from ISO 8601 text', () => {
    expect(read(field('x', 'date'), ['2024-05-31', '2024-05-31T10:00:00+02:00', null])).toEqual([
      '2024-05-31',
      '2024-05-31T08:00:00.000Z',
      null,
    ]);
  });

  it('reads booleans in the words of the training data', () => {
    const churn = field('x', 'boolean', ['No', 'Yes']);
    expect(read(churn, [true, false, 'yes', 'No', 't', null])).toEqual([
      'Yes',
      'No',
      'Yes',
      'No',
      'Yes',
      null,
    ]);
    expect(read(field('x', 'boolean'), [true, 'no'])).toEqual(['true', 'false']);
  });

  it('keeps the codes of the signature and puts unseen levels behind them', () => {
    const table = tableFromRows(
      [field('c', 'category', ['b', 'a'])],
      [{ c: 'z' }, { c: 'a' }, { c: 7 }, {}],
    );
    expect(table.columns[0]).toEqual({
      name: 'c',
      kind: 'category',
      codes: Int32Array.of(2, 1, 3, -1),
      levels: ['b', 'a', 'z', '7'],
    });
  });

  it('reads own keys only', () => {
    expect(read(field('toString', 'category'), [])).toEqual([]);
    const table = tableFromRows([field('toString', 'category')], [{}]);
    expect(cell(table.columns[0], 0)).toBeNull();
  });

  it('refuses a value that the field cannot hold', () => {
    expect(() => read(field('age', 'number'), [1, 'abc'])).toThrow(
      expect.objectContaining({
        code: 'INPUT_SCHEMA_MISMATCH',
        message: 'Row 1, column "age" must be a number, got "abc".',
        details: { row: 1, column: 'age', kind: 'number', value: 'abc' },
      }),
    );
  });
});
