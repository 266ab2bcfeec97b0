import { describe, expect, it } from 'vitest';
import { type Column, encodeText, makeTable } from '../table/index.ts';
import { checkTarget } from './index.ts';

const numbers = (name: string, values: readonly number[]): Column => ({
  name,
  kind: 'number',
  values: Float64Array.from(values),
});
const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const table = (...columns: Column[]) => makeTable(columns);
const failure = (message: string, details: object, code = 'TARGET_UNUSABLE') =>
  expect.objectContaining({ code, message, details: expect.objectContaining(details) });

describe('checkTarget', () => {
  it('settles the task and reads the rows that have a target', () => {
    const y = encodeText('y', 'category', [...count(12).map((i) => `c${i % 2}`), null]);
    const { task, target } = checkTarget(table(y), 'y');
    expect(task).toBe('binary');
    expect(target).toMatchObject({ classes: ['c0', 'c1'], counts: [6, 6] });
    expect(target.rows).toHaveLength(12);
  });

  it('takes the task that is asked for', () => {
    const y = numbers(
      'y',
      count(40).map((i) => i % 4),
    );
    expect(checkTarget(table(y), 'y', 'multiclass').target).toMatchObject({
      kind: 'classification',
    });
    expect(checkTarget(table(y), 'y', 'regression').target).toMatchObject({ kind: 'regression' });
  });

  it('offers the closest names for an unknown target', () => {
    expect(() => checkTarget(table(numbers('price', count(20))), 'prise')).toThrow(
      expect.objectContaining({
        code: 'COLUMN_UNKNOWN',
        message: 'The table has no column "prise".',
        hint: 'Did you mean "price"?',
        details: { column: 'prise', known: ['price'] },
      }),
    );
  });

  it('refuses a target without values', () => {
    const y = numbers('y', new Array(20).fill(Number.NaN));
    expect(() => checkTarget(table(y), 'y')).toThrow(
      failure('Target "y" must have values, got 20 rows and all of them missing.', {
        nMissing: 20,
      }),
    );
  });

  it.each([
    ['a number', numbers('y', new Array(20).fill(7))],
    ['a word', encodeText('y', 'category', new Array(20).fill('7'))],
  ])('refuses %s in every row', (_, y) => {
    expect(() => checkTarget(table(y), 'y')).toThrow(
      failure(
        'Target "y" must have two different values or more, got "7" in every one of 20 rows.',
        {
          value: '7',
          nRows: 20,
        },
      ),
    );
  });

  it('refuses more than 100 classes and says that they look like texts or ids', () => {
    const y = encodeText(
      'y',
      'id',
      count(150).map((i) => `id-${i}`),
    );
    expect(() => checkTarget(table(y), 'y')).toThrow(
      failure(
        'Target "y" must have at most 100 classes, got 150 different values in 150 rows, as ids have.',
        { nClasses: 150, most: 100, kind: 'id' },
      ),
    );
    const said = /^Its values name the rows: choose a target whose values repeat/;
    expect(() => checkTarget(table(y), 'y')).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(said) }),
    );
    expect(() => checkTarget(table(y), 'y', 'regression')).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(said) }),
    );
    const mixed = encodeText('y', 'category', [
      ...count(140).map(String),
      ...Array(10).fill('inf'),
    ]);
    expect(() => checkTarget(table(mixed), 'y')).toThrow(
      expect.objectContaining({
        hint: expect.stringMatching(/^Most values are numbers, but "inf"/),
      }),
    );
  });

  it('refuses dates', () => {
    const y: Column = { name: 'y', kind: 'date', values: Float64Array.from(count(20)) };
    expect(() => checkTarget(table(y), 'y')).toThrow(
      failure('Target "y" must hold numbers or classes, got dates.', { target: 'y' }),
    );
  });

  it('refuses a task that the values do not fit', () => {
    const y = encodeText(
      'y',
      'category',
      count(30).map((i) => `c${i % 3}`),
    );
    expect(() => checkTarget(table(y), 'y', 'binary')).toThrow(
      failure('Target "y" must have two values for a binary task, got 3.', { nClasses: 3 }),
    );
    expect(() => checkTarget(table(y), 'y', 'regression')).toThrow(
      failure('Target "y" must hold numbers for a regression, got category values.', {
        kind: 'category',
      }),
    );
  });

  it('says which task wants numbers', () => {
    const y = encodeText(
      'y',
      'boolean',
      count(20).map((i) => `${i % 2}`),
    );
    expect(() => checkTarget(table(y), 'y', 'regression', 'counts')).toThrow(
      failure('Target "y" must hold numbers for the task counts, got boolean values.', {}),
    );
  });

  it('refuses fewer than ten rows with a target, and says how many have none', () => {
    const y = numbers('y', [...count(9), Number.NaN, Number.NaN]);
    expect(() => checkTarget(table(y), 'y')).toThrow(
      failure(
        'The table must have at least 10 rows with a value of "y", got 9 (2 rows have none).',
        { needed: 10, received: 9, nMissing: 2 },
        'TABLE_TOO_SMALL',
      ),
    );
  });

  it('refuses numbers whose squares are beyond all numbers', () => {
    const y = numbers('y', [...count(20), -1e151]);
    expect(() => checkTarget(table(y), 'y', 'regression')).toThrow(
      failure('Target "y" must hold numbers between -1e+150 and 1e+150, got -1e+151 in row 21.', {
        row: 21,
      }),
    );
  });

  it('refuses numbers that an aim cannot have', () => {
    const column = numbers(
      'y',
      count(40).map((i) => i - 3),
    );
    const halves = numbers(
      'y',
      count(40).map((i) => i / 2),
    );
    expect(() => checkTarget(table(column), 'y', 'regression', 'counts')).toThrow(
      expect.objectContaining({
        code: 'TARGET_UNUSABLE',
        message: 'Target "y" must hold numbers of at least 0 for the task counts, got -3 in row 1.',
      }),
    );
    expect(() => checkTarget(table(halves), 'y', 'regression', 'ranking')).toThrow(
      expect.objectContaining({
        message:
          'Target "y" must hold whole grades from 0 to 30 for the task ranking, got 0.5 in row 2.',
      }),
    );
    const { aim, why } = checkTarget(table(column), 'y', 'regression', 'quantiles');
    expect({ aim, why }).toEqual({
      aim: 'quantiles',
      why: 'Column "y" is a quantiles target, as asked for.',
    });
  });
});
