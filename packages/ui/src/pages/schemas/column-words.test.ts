import { expect, it } from 'vitest';
import { allowedWords, comparatorWords, environmentWords, presenceWords } from './column-words.ts';

const schema = { kaizenSchema: 1, columns: {}, domains: { yes: ['a', 'b'] } } as const;

it('says how often a column must have a value', () => {
  expect(presenceWords({ type: 'number' })).toBe('may be absent');
  expect(presenceWords({ type: 'number', presence: { minShare: 1 } })).toBe('in every row');
  expect(presenceWords({ type: 'number', presence: { minShare: 0.9, minCount: 5 } })).toBe(
    'in 90\u{a0}% of the rows, in 5 rows at least',
  );
  expect(presenceWords({ type: 'number', presence: { minShare: 0.5, minCount: 1 } })).toBe(
    'in 50\u{a0}% of the rows',
  );
  expect(presenceWords({ type: 'number', presence: { minCount: 0 } })).toBe(
    'must be there, may be empty',
  );
});

it('says what may stand in a column', () => {
  const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
  expect(allowedWords({ type: 'string', values: letters, minDomainMass: 0.99 }, schema)).toEqual([
    'a, b, c, d, e … 6 values',
    '1\u{a0}% may be others',
  ]);
  expect(allowedWords({ type: 'string', domain: 'yes', isUnique: true }, schema)).toEqual([
    'a, b',
    'each value once',
  ]);
  expect(allowedWords({ type: 'number', range: { min: 0, max: 3500 } }, schema)).toEqual([
    '0 to 3,500',
  ]);
  expect(allowedWords({ type: 'date', range: { min: '2020-01-01' } }, schema)).toEqual([
    'at least 2020-01-01',
  ]);
});

it('says where a column is expected and how far it may move', () => {
  expect(environmentWords({ type: 'number', environments: { not: ['serving'] } })).toEqual([
    'not in serving',
  ]);
  expect(
    comparatorWords({
      type: 'number',
      drift: { maxLInfinity: 0.01 },
      skew: { maxJensenShannon: 0.1 },
    }),
  ).toEqual(['drift: L∞ ≤ 0.01', 'skew: JS ≤ 0.1']);
});
