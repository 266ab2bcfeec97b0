import { expect, it } from 'vitest';
import { evidenceWords } from './evidence-words.ts';

it('tells the details of a finding in words', () => {
  expect(
    evidenceWords({
      formula: 'a + b',
      nCopies: 1200,
      firstRows: [1, 2, 3],
      isExact: true,
      interval: { low: 0.5, high: 1 },
      nothing: null,
    }),
  ).toEqual([
    ['formula', 'a + b'],
    ['copies', '1,200'],
    ['first rows', '1, 2, 3'],
    ['is exact', 'yes'],
    ['interval', 'low 0.5, high 1'],
  ]);
});

it('cuts long lists', () => {
  expect(evidenceWords({ rows: Array.from({ length: 30 }, (_, i) => i) })).toEqual([
    ['rows', '0, 1, 2, 3, 4, 5, 6, 7 … 30 in all'],
  ]);
});
