import type { ColumnKind } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { collectEvidence } from './collect-evidence.ts';
import { inferKind } from './infer-kind.ts';

const upTo = (n: number, cell: (i: number) => string | null): (string | null)[] =>
  Array.from({ length: n }, (_, i) => cell(i));

const kindOf = (name: string, values: readonly (string | null)[]): ColumnKind =>
  inferKind(collectEvidence(name, values)).kind;

describe('inferKind', () => {
  it.each<[string, string, (string | null)[], ColumnKind]>([
    ['decimal numbers', 'price', upTo(30, (i) => `${i * 1.5}`), 'number'],
    ['numbers with gaps and markers', 'age', ['22', '?', null, 'NA', '38', ' '], 'number'],
    ['numbers in exponent form', 'x', ['1e-3', '-2.5E+4', '.5', '7.'], 'number'],
    ['zeros and ones', 'survived', upTo(50, (i) => `${i % 2}`), 'number'],
    ['whole numbers that differ', 'fare', upTo(50, (i) => `${i * i * 7}`), 'number'],
    ['a row counter', 'anything', upTo(50, (i) => `${i + 1}`), 'id'],
    ['a row counter without a name', '', upTo(50, (i) => `${i}`), 'id'],
    ['an index with gaps', 'column0', upTo(9, (i) => `${3 * i}`), 'id'],
    ['a series of years', 'year', upTo(50, (i) => `${1970 + i}`), 'number'],
    ['a short run of numbers', 'dose', ['1', '2', '3', '4', '5'], 'number'],
    ['unique numbers with the name of a key', 'PassengerId', upTo(9, (i) => `${900 - i}`), 'id'],
    ['unique numbers named id', 'id', ['17', '4', '99'], 'id'],
    ['unique numbers named index', 'row_index', ['17', '4', '99'], 'id'],
    ['repeating keys', 'movie_id', upTo(60, (i) => `${(i * 7) % 10}`), 'category'],
    ['repeating keys in camel case', 'PULocationID', upTo(60, (i) => `${i % 9}`), 'category'],
    ['a name that only ends like a key', 'fixed acid', upTo(60, (i) => `${i % 9}`), 'number'],
    ['humidity', 'humid', upTo(60, (i) => `${i % 9}`), 'number'],
    ['codes with leading zeros', 'zip', upTo(40, (i) => `0${1000 + (i % 8)}`), 'category'],
    ['unique codes with leading zeros', 'account', upTo(40, (i) => `00${100 + i}`), 'id'],
    ['words for yes and no', 'churn', upTo(20, (i) => (i % 3 ? 'Yes' : 'No')), 'boolean'],
    ['true and false with gaps', 'alone', ['True', 'False', null, 'True'], 'boolean'],
    ['t and f', 'flag', ['t', 'f', 'f'], 'boolean'],
    ['one word for yes', 'sex', upTo(20, () => 'F'), 'category'],
    ['two words of different pairs', 'x', ['yes', 'false', 'yes'], 'category'],
    ['dates', 'day', upTo(40, (i) => `2024-01-${10 + (i % 20)}`), 'date'],
    [
      'months',
      'month',
      upTo(24, (i) => `19${49 + Math.floor(i / 12)}-${String(1 + (i % 12)).padStart(2, '0')}`),
      'date',
    ],
    ['a year and a running number', 'order', upTo(40, (i) => `2024-${10 + i}`), 'id'],
    ['plain years', 'year', upTo(40, (i) => `${1950 + i}`), 'number'],
    ['instants', 'at', ['2024-01-01T10:00:00Z', '2024-01-02T11:00:00+01:00'], 'date'],
    ['days before months', 'day', ['01/02/2024', '28/02/2024'], 'date'],
    ['dates of undecided order', 'day', ['01/02/2024', '03/02/2024'], 'category'],
    ['levels', 'species', upTo(60, (i) => ['Adelie', 'Gentoo', 'Chinstrap'][i % 3]), 'category'],
    ['the answer None', 'damage', upTo(40, (i) => (i % 4 ? 'None' : 'Severe')), 'category'],
    ['many levels', 'ticket', upTo(100, (i) => `A/${i % 75}`), 'category'],
    ['short texts that differ', 'code', upTo(60, (i) => `X-${i * 31}`), 'id'],
    ['few short texts that differ', 'city', ['Rome', 'Oslo', 'Bern'], 'category'],
    ['sentences', 'review', upTo(60, (i) => `I liked the soup number ${i} a lot`), 'text'],
    [
      'sentences to choose from',
      'answer',
      upTo(60, (i) => `I agree with number ${i % 4}`),
      'category',
    ],
    ['nothing', 'empty', [null, '', '?'], 'category'],
  ])('calls %s what an analyst would (%s)', (_what, name, values, kind) => {
    expect(kindOf(name, values)).toBe(kind);
  });

  it('says why', () => {
    const why = (name: string, values: string[]) => inferKind(collectEvidence(name, values)).why;
    expect(why('price', ['1.5', '2'])).toBe('every value is a number');
    expect(why('zip', ['007', '008', '007'])).toBe(
      'its digits start with zeros, so they are codes',
    );
    expect(why('c', ['a', 'b', 'a', 'b', 'a'])).toBe('its 2 different values repeat');
  });
});

describe('collectEvidence', () => {
  it('counts only what is present', () => {
    expect(collectEvidence('x', ['1', '2.5', 'n/a', null, '007', 'two words'])).toEqual({
      name: 'x',
      nRows: 6,
      nPresent: 4,
      nDistinct: 4,
      nNumbers: 3,
      nIntegers: 2,
      nDates: 0,
      nBooleans: 0,
      meanLength: 4,
      meanWords: 1.25,
      nLeadingZeros: 1,
      isMonotonicUnique: false,
    });
  });

  it('keeps the format of the dates it counted', () => {
    expect(collectEvidence('day', ['1/31/2024', '2/1/2024'])).toMatchObject({
      nDates: 2,
      dateFormat: 'mdy',
    });
  });
});
