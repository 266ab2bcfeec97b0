import type { Signature } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { assertRows, checkRows } from './check-rows.ts';

const field = { shareMissing: 0, required: true, typical: null };
const signature: Signature = {
  inputs: [
    { ...field, name: 'age', kind: 'number', range: [0, 99] },
    { ...field, name: 'since', kind: 'date', required: false },
    { ...field, name: 'active', kind: 'boolean', levels: ['No', 'Yes'] },
    { ...field, name: 'plan', kind: 'category', levels: ['basic'], required: false },
  ],
  output: { name: 'churn', task: 'binary', classes: ['no', 'yes'] },
};
const good = { age: 31, since: '2024-01-01', active: true, plan: 'basic' };

/** An object in an object and so on, `depth` levels deep. */
const nested = (depth: number): unknown =>
  JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);

describe('checkRows', () => {
  it.each<[string, Record<string, unknown>]>([
    ['a complete row', good],
    ['columns that may be missing', { age: 31, active: 'no' }],
    ['a month for a date', { ...good, since: '1949-01' }],
    ['a number in text', { ...good, age: '31.5' }],
    ['a level that training never saw', { ...good, plan: 'gold' }],
    ['a level in the form of a number', { ...good, plan: 7 }],
    ['a number outside the training range', { ...good, age: 1e9 }],
    ['an explicit null', { ...good, since: null, plan: null }],
    ['a null in a required column, which is imputed', { ...good, age: null }],
  ])('accepts %s', (_what, row) => {
    expect(checkRows(signature, [row])).toEqual([]);
  });

  it.each<[string, unknown, string, string]>([
    ['a missing column', { active: true }, 'missing', '/rows/0/age must be there, got nothing.'],
    [
      'text instead of a number',
      { ...good, age: 'abc' },
      'type',
      '/rows/0/age must be a number, got "abc".',
    ],
    [
      'an object of five thousand levels',
      { ...good, age: nested(5000) },
      'type',
      '/rows/0/age must be a number, got an object with 1 field.',
    ],
    [
      'a list of five thousand levels',
      { ...good, age: JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) },
      'type',
      '/rows/0/age must be a number, got a list of 1.',
    ],
    [
      'a long text',
      { ...good, age: 'x'.repeat(1e6) },
      'type',
      `/rows/0/age must be a number, got "${'x'.repeat(58)}….`,
    ],
    ['a list', { ...good, age: [1] }, 'type', '/rows/0/age must be a number, got [1].'],
    [
      'an infinity',
      { ...good, age: Number.NEGATIVE_INFINITY },
      'not-finite',
      '/rows/0/age must be finite, got -Infinity.',
    ],
    ['NaN', { ...good, age: Number.NaN }, 'not-finite', '/rows/0/age must be finite, got NaN.'],
    [
      'a day that does not exist',
      { ...good, since: '2024-02-30' },
      'not-a-date',
      '/rows/0/since must be an ISO 8601 date such as "2024-05-31" or "2024-05-31T10:00:00Z", got "2024-02-30".',
    ],
    [
      'a number for a date',
      { ...good, since: 20240230 },
      'type',
      '/rows/0/since must be an ISO 8601 date such as "2024-05-31" or "2024-05-31T10:00:00Z", got 20240230.',
    ],
    [
      'another word for a boolean',
      { ...good, active: 'maybe' },
      'type',
      '/rows/0/active must be true or false, got "maybe".',
    ],
    [
      'an object for a level',
      { ...good, plan: { a: 1 } },
      'type',
      '/rows/0/plan must be text, a number or a boolean, got {"a":1}.',
    ],
    [
      'no row at all',
      'abc',
      'not-a-row',
      '/rows/0 must be an object of column names and values, got "abc".',
    ],
  ])('refuses %s', (_what, row, problem, message) => {
    expect(checkRows(signature, [row])).toMatchObject([{ problem, message }]);
  });

  it('names the columns that a wrong name may have meant', () => {
    expect(checkRows(signature, [{ ...good, 'plan/n': 1, churn: 'yes' }])).toEqual([
      {
        path: '/rows/0/plan~1n',
        problem: 'unknown',
        message: '/rows/0/plan~1n must be a column that the model reads, got "plan/n".',
        hint: 'Did you mean "plan"?',
      },
      {
        path: '/rows/0/churn',
        problem: 'unknown',
        message: '/rows/0/churn must be a column that the model reads, got "churn".',
        hint: 'Leave "churn" out: it is what the model answers.',
      },
    ]);
  });

  it('reports every problem of every row, in order', () => {
    const paths = checkRows(signature, [{ ...good, age: 'x', active: 3 }, good, { since: 1 }]);
    expect(paths.map(({ path }) => path)).toEqual([
      '/rows/0/age',
      '/rows/0/active',
      '/rows/2/age',
      '/rows/2/since',
      '/rows/2/active',
    ]);
  });

  it('lists a hundred problems and counts the rest', () => {
    const issues = checkRows(
      signature,
      Array.from({ length: 130 }, () => ({ ...good, age: 'x' })),
    );
    expect(issues).toHaveLength(101);
    expect(issues[100]).toEqual({
      path: '/rows',
      problem: 'more',
      message: '/rows has 30 more problems.',
    });
  });
});

describe('assertRows', () => {
  it('throws one sentence with the first problems and all issues in the details', () => {
    const rows = [{ ...good, age: 'x', pln: 1 }];
    expect(() => assertRows(signature, rows)).toThrow(
      expect.objectContaining({
        code: 'INPUT_SCHEMA_MISMATCH',
        message:
          'The rows do not fit the model: /rows/0/pln must be a column that the model reads, got "pln"; /rows/0/age must be a number, got "x".',
        hint: 'Did you mean "plan"?',
        details: { issues: checkRows(signature, rows) },
      }),
    );
  });

  it('is silent about rows that fit', () => {
    expect(assertRows(signature, [good])).toBeUndefined();
  });
});
