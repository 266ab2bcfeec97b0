import type { ColumnSchema } from '@kaizenml/contracts';
import { describe, expect, test } from 'vitest';
import { anomalies } from './testing/findings.ts';

describe('rows of one column', () => {
  test.each<[string, ColumnSchema, (string | null)[], string, number[], string]>([
    [
      'text among whole numbers',
      { type: 'integer' },
      ['1', 'abc', '2.5', '3.0', ''],
      'INT_TYPE_NOT_INT_STRING',
      [2, 3],
      'must hold whole numbers, got 2 of 4 values that are none, such as "abc", "2.5".',
    ],
    [
      'text among numbers',
      { type: 'number' },
      ['1', '12,5', 'NaN', '?'],
      'FLOAT_TYPE_STRING_NOT_FLOAT',
      [2],
      'got 1 of 2 values that is none, such as "12,5".',
    ],
    [
      'whole numbers too small',
      { type: 'integer', range: { min: 0 } },
      ['0', '-1', '-7'],
      'INT_TYPE_SMALL_INT',
      [2, 3],
      'must be at least 0, got 2 of 3 values below, down to -7.',
    ],
    [
      'numbers too large',
      { type: 'number', range: { max: 9.5 } },
      ['9.5', '9.6', '1e3'],
      'FLOAT_TYPE_BIG_FLOAT',
      [2, 3],
      'must be at most 9.5, got 2 of 3 values above, up to 1000.',
    ],
    [
      'NaN',
      { type: 'number', disallowNaN: true },
      ['1', 'NaN', ''],
      'FLOAT_TYPE_HAS_NAN',
      [2],
      'must have no NaN, got 1 in 3 rows.',
    ],
    [
      'infinity',
      { type: 'number', disallowInfinity: true },
      ['1', '-inf'],
      'FLOAT_TYPE_HAS_INF',
      [2],
      'must have no infinite values, got 1 in 2 rows.',
    ],
    [
      'a value outside the domain',
      { type: 'string', values: ['a', 'b'] },
      ['a', ' b ', 'c', null],
      'ENUM_TYPE_UNEXPECTED_STRING_VALUES',
      [3],
      'must hold one of its 2 values, got 1 of 3 values that is not: "c".',
    ],
    [
      'codes outside the domain',
      { type: 'integer', values: ['1', '2'] },
      ['1', '2.0', '3'],
      'ENUM_TYPE_UNEXPECTED_STRING_VALUES',
      [3],
      '"3"',
    ],
    [
      'lengths',
      { type: 'string', length: { min: 2, max: 3 } },
      ['ab', 'a', 'abcd', '🙂🙂'],
      'STRING_TYPE_LENGTH',
      [2, 3],
      'must hold texts of 2 to 3 characters, got 2 of 4 values that are not, such as "a", "abcd".',
    ],
    [
      'formats',
      { type: 'string', format: 'email' },
      ['a@b.co', 'a@b', 'a b@c.de'],
      'FORMAT_MISMATCH',
      [2, 3],
      'must hold e-mail addresses',
    ],
    [
      'lists too long',
      { type: 'string', valueCount: { max: 2 } },
      ['a|b', '["x","y","z"]', 'a;b;c'],
      'FEATURE_TYPE_HIGH_NUMBER_VALUES',
      [2, 3],
      'lists of 2 values at most',
    ],
    [
      'lists too short',
      { type: 'string', valueCount: { min: 2 } },
      ['a|b', '[]'],
      'FEATURE_TYPE_LOW_NUMBER_VALUES',
      [2],
      'lists of 2 values or more',
    ],
    [
      'words of a boolean',
      { type: 'boolean', booleanWords: { true: 'J', false: 'N' } },
      ['J', 'N', 'yes'],
      'BOOL_TYPE_UNEXPECTED_STRING',
      [3],
      'must hold "J" or "N"',
    ],
    [
      'a boolean above 1',
      { type: 'boolean' },
      ['1', '0', '2', 'yes'],
      'BOOL_TYPE_BIG_INT',
      [3],
      'above 1',
    ],
    ['a boolean below 0', { type: 'boolean' }, ['1', '-1'], 'BOOL_TYPE_SMALL_INT', [2], 'below 0'],
    [
      'a boolean between',
      { type: 'boolean' },
      ['1', '0.5'],
      'BOOL_TYPE_UNEXPECTED_FLOAT',
      [2],
      'neither 0 nor 1',
    ],
    [
      'no date',
      { type: 'date' },
      ['2024-02-29', '2023-02-29', 'soon', ''],
      'DATE_TYPE_NOT_DATE_STRING',
      [2, 3],
      'must hold dates',
    ],
    [
      'a date too early',
      { type: 'date', range: { min: '2024-01-01' } },
      ['2024-01-01', '1900-01-01'],
      'DATE_TYPE_SMALL_DATE',
      [2],
      'at least 2024-01-01, got 1 of 2 values below, down to 1900-01-01.',
    ],
    [
      'a date too late',
      { type: 'date', range: { max: '2024-01-01' } },
      ['2024-01-02'],
      'DATE_TYPE_BIG_DATE',
      [1],
      'up to 2024-01-02',
    ],
    [
      'missing values',
      { type: 'number', presence: { minShare: 1 } },
      ['1', '', 'n/a', null],
      'FEATURE_TYPE_LOW_FRACTION_PRESENT',
      [2, 3, 4],
      'must have a value in every row, got none in 3 of 4 rows.',
    ],
    [
      'too few values',
      { type: 'string', presence: { minCount: 3 } },
      ['x', '', 'y'],
      'FEATURE_TYPE_LOW_NUMBER_PRESENT',
      [2],
      'at least 3 values, got 2.',
    ],
    [
      'an empty column',
      { type: 'string', presence: { minShare: 0.5 } },
      ['', null],
      'FEATURE_TYPE_NOT_PRESENT',
      [1, 2],
      'must have values, got none in 2 rows.',
    ],
    [
      'values that repeat',
      { type: 'string', isUnique: true },
      ['a', 'b', 'a', '', '', 'a'],
      'VALUES_NOT_UNIQUE',
      [3, 6],
      'must hold every value once, got 2 of 4 values that occurred before, such as "a".',
    ],
    [
      'letters that are none',
      { type: 'string' },
      ['Z\ufffdrich'],
      'ENUM_TYPE_INVALID_UTF8',
      [1],
      'must hold UTF-8',
    ],
  ])('%s', (_, column, cells, name, rows, says) => {
    const found = anomalies(column, cells);
    expect(found.map((anomaly) => anomaly.name)).toEqual([name]);
    expect(found[0]).toMatchObject({
      column: 'x',
      count: rows.length,
      share: rows.length / cells.length,
    });
    expect(found[0]?.rows.map(({ row }) => row)).toEqual(rows);
    expect(found[0]?.rows.map(({ value }) => value)).toEqual(rows.map((row) => cells[row - 1]));
    expect(found[0]?.long).toContain(says);
  });

  test.each<[string, ColumnSchema, (string | null)[]]>([
    ['bounds are allowed', { type: 'number', range: { min: 0, max: 1 } }, ['0', '1', '-0', '1e0']],
    [
      'so many may be outside the domain',
      { type: 'string', values: ['a'], minDomainMass: 0.5 },
      ['a', 'b'],
    ],
    ['so many may be missing', { type: 'string', presence: { minShare: 0.5 } }, ['a', '']],
    [
      'missing values break nothing else',
      { type: 'string', values: ['a'], format: 'url', length: { min: 1 }, isUnique: true },
      ['', null, 'NA'],
    ],
    [
      'a mark of missing values may be a value',
      { type: 'string', values: ['-', '+'], presence: { minShare: 1 } },
      ['-', '+'],
    ],
    [
      'columns not in production are not checked',
      { type: 'integer', stage: 'alpha', isUnique: true },
      ['x', 'x'],
    ],
  ])('%s', (_, column, cells) => {
    expect(anomalies(column, cells)).toEqual([]);
  });
});
