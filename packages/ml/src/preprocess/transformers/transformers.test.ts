import { type ParamSpecs, resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { type Column, cell, columnLength, encodeText } from '../../table/index.ts';
import { transformColumn } from '../transform-column.ts';
import type { AnyTransformer } from '../transformer.ts';
import { dateParts } from './date-parts.ts';
import { imputeCategory } from './impute-category.ts';
import { imputeNumber } from './impute-number.ts';
import { oneHot } from './one-hot.ts';
import { ordinal } from './ordinal.ts';
import { rareLevels } from './rare-levels.ts';
import { scale } from './scale.ts';

const numbers = (...values: number[]): Column => ({
  name: 'x',
  kind: 'number',
  values: Float64Array.from(values),
});
const levels = (text: string): Column =>
  encodeText(
    'c',
    'category',
    [...text].map((letter) => (letter === '.' ? null : letter)),
  );

function made(
  transformer: AnyTransformer,
  [train, fresh = train]: readonly Column[],
  given: Record<string, unknown> = {},
): Record<string, unknown[]> {
  const params = resolveParams(transformer.name, transformer.params as ParamSpecs, given);
  const columns = transformColumn(transformer, transformer.fit(train, params), fresh);
  return Object.fromEntries(
    columns.map((column) => [
      column.name,
      Array.from({ length: columnLength(column) }, (_, i) => cell(column, i)),
    ]),
  );
}

describe('impute-number', () => {
  it('puts the median in and says where', () => {
    expect(made(imputeNumber, [numbers(1, Number.NaN, 4, 100)])).toEqual({
      x: [1, 4, 4, 100],
      x_missing: [0, 1, 0, 0],
    });
  });

  it('takes the mean of the two middle values', () => {
    expect(made(imputeNumber, [numbers(1, 2, 4, 100), numbers(Number.NaN)])).toEqual({ x: [3] });
  });

  it('treats infinities as missing', () => {
    expect(made(imputeNumber, [numbers(5, 5), numbers(Number.POSITIVE_INFINITY)])).toEqual({
      x: [5],
    });
  });
});

describe('scale', () => {
  it('gives mean 0 and population standard deviation 1', () => {
    expect(made(scale, [numbers(2, 4, 4, 4, 5, 5, 7, 9), numbers(5, 7, 3)])).toEqual({
      x: [0, 1, -1],
    });
  });

  it('makes zeros of a constant column, exactly', () => {
    expect(made(scale, [numbers(0.1, 0.1, 0.1), numbers(0.1, 7)])).toEqual({ x: [0, 0] });
  });

  it('copes with values whose squares overflow', () => {
    expect(made(scale, [numbers(-1e200, 1e200)])).toEqual({ x: [-1, 1] });
  });

  it('keeps values far away finite', () => {
    expect(made(scale, [numbers(0, 2e-300), numbers(1e300, -1e300)])).toEqual({ x: [1e12, -1e12] });
  });
});

describe('one-hot', () => {
  it('gives each frequent level a column and the rest another', () => {
    const train = levels('aaabbcd');
    expect(made(oneHot, [train, levels('abcdz.')], { minCount: 2 })).toEqual({
      'c=a': [1, 0, 0, 0, 0, 0],
      'c=b': [0, 1, 0, 0, 0, 0],
      'c=(other)': [0, 0, 1, 1, 1, 0],
    });
  });

  it('keeps at most so many levels', () => {
    expect(Object.keys(made(oneHot, [levels('aaabbcd')], { minCount: 1, maxLevels: 3 }))).toEqual([
      'c=a',
      'c=b',
      'c=c',
      'c=(other)',
    ]);
  });

  it('makes zeros of an unseen level when training had no rare ones', () => {
    expect(made(oneHot, [levels('aaabbc'), levels('z')], { minCount: 1 })).toEqual({
      'c=a': [0],
      'c=b': [0],
      'c=c': [0],
    });
  });

  it('gives two levels one column, and what is neither the share of that level', () => {
    expect(made(oneHot, [levels('aaab'), levels('abz.')], { minCount: 1 })).toEqual({
      'c=b': [0, 1, 0.25, 0.25],
    });
  });

  it('gives a level beside levels that were folded before the column (other)', () => {
    const train = encodeText('c', 'category', ['a', 'a', '(other)']);
    expect(made(oneHot, [train, levels('abz')])).toEqual({ 'c=(other)': [0, 1, 1] });
  });

  it('keeps the two most frequent levels, however rare', () => {
    expect(Object.keys(made(oneHot, [levels('abbcd')], { minCount: 5 }))).toEqual([
      'c=b',
      'c=a',
      'c=(other)',
    ]);
  });

  it('gives one level a column that is 0 in training', () => {
    expect(made(oneHot, [levels('aaaaa'), levels('az')])).toEqual({ 'c=(other)': [0, 1] });
  });
});

describe('ordinal', () => {
  it('codes by frequency, ties by text', () => {
    expect(made(ordinal, [levels('cbbaad'), levels('abcdz.')])).toEqual({ c: [0, 1, 2, 3, 4, -1] });
  });

  it('counts the levels beyond the limit as unseen', () => {
    expect(made(ordinal, [levels('aaabbc'), levels('abcz')], { maxLevels: 2 })).toEqual({
      c: [0, 1, 2, 2],
    });
  });
});

describe('rare-levels', () => {
  it('folds rare and unseen levels, and leaves gaps', () => {
    expect(made(rareLevels, [levels('aaaaaabbbc'), levels('abcz.')], { minShare: 0.2 })).toEqual({
      c: ['a', 'b', '(other)', '(other)', null],
    });
  });
});

describe('impute-category', () => {
  it('makes a gap a level', () => {
    expect(made(imputeCategory, [levels('a.b')])).toEqual({ c: ['a', '(missing)', 'b'] });
  });
});

describe('date-parts', () => {
  const dates = (...texts: (string | null)[]): Column => ({
    name: 'd',
    kind: 'date',
    values: Float64Array.from(texts, (text) => (text === null ? Number.NaN : Date.parse(text))),
  });

  it('takes a day apart', () => {
    expect(made(dateParts, [dates('2024-02-28', '2024-03-01', '1969-12-28')])).toEqual({
      d_year: [2024, 2024, 1969],
      d_month: [2, 3, 12],
      d_day_of_month: [28, 1, 28],
      d_day_of_week: [3, 5, 7],
      d_days_since_first: [19_785, 19_787, 0],
    });
  });

  it('adds the hour where there is a time of day, and says where dates are missing', () => {
    expect(made(dateParts, [dates('2024-01-01T00:00Z', '2024-01-01T18:30Z', null)])).toEqual({
      d_year: [2024, 2024, 2024],
      d_month: [1, 1, 1],
      d_day_of_month: [1, 1, 1],
      d_day_of_week: [1, 1, 1],
      d_hour: [0, 18, 9],
      d_days_since_first: [0, 18.5 / 24, 9.25 / 24],
      d_missing: [0, 0, 1],
    });
  });
});
