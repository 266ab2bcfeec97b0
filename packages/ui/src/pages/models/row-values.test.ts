import { AppError, type InputField } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { problemsOf, toRow, typicalTexts } from './row-values.ts';

const age: InputField = {
  name: 'age',
  kind: 'number',
  shareMissing: 0,
  required: true,
  typical: 41,
};
const plan: InputField = {
  name: 'plan/kind',
  kind: 'category',
  levels: ['a', 'b'],
  shareMissing: 0.1,
  required: false,
  typical: 'a',
};
const fields = [age, plan];

describe('toRow', () => {
  it('sends numbers as numbers, words as words and nothing for an empty field', () => {
    expect(toRow(fields, { age: ' 41.5 ', 'plan/kind': '' })).toEqual({ age: 41.5 });
    expect(toRow(fields, { age: '41', 'plan/kind': '7' })).toEqual({ age: 41, 'plan/kind': '7' });
  });

  it('sends a text that is no number as it is, so that the server can say so', () => {
    expect(toRow(fields, { age: '12,5', 'plan/kind': 'a' })).toEqual({
      age: '12,5',
      'plan/kind': 'a',
    });
    expect(toRow(fields, { age: 'Infinity' })).toEqual({ age: 'Infinity' });
  });

  it('sends the typical row back as it came', () => {
    expect(toRow(fields, typicalTexts(fields))).toEqual({ age: 41, 'plan/kind': 'a' });
  });
});

describe('problemsOf', () => {
  const refused = (issues: unknown) =>
    new AppError('INPUT_SCHEMA_MISMATCH', { message: 'The rows do not fit.', details: { issues } });

  it('puts every sentence beside its field, with the name of the field for the path', () => {
    const failure = refused([
      { path: '/rows/0/age', message: '/rows/0/age must be a number, got "x".' },
      { path: '/rows/0/plan~1kind', message: '/rows/0/plan~1kind must have a value, got nothing.' },
      {
        path: '/rows/0/other',
        message: '/rows/0/other must be a column that the model reads, got "other".',
      },
    ]);
    expect(problemsOf(failure, fields)).toEqual({
      age: ['age must be a number, got "x".'],
      'plan/kind': ['plan/kind must have a value, got nothing.'],
      '': ['other must be a column that the model reads, got "other".'],
    });
  });

  it('leaves other failures to the page', () => {
    expect(problemsOf(new AppError('MODEL_NOT_FOUND', { message: 'No.' }), fields)).toBeUndefined();
    expect(problemsOf(refused('?'), fields)).toBeUndefined();
  });
});
