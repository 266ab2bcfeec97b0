import { describe, expect, it } from 'vitest';
import { fromRows } from '../../../math/index.ts';
import { ruleHolds, simplifyRule } from './rule.ts';
import { ruleInWords } from './rules-of.ts';

describe('a condition', () => {
  const x = {
    ...fromRows([
      [2, 1],
      [Number.NaN, -1],
      [3, 4],
    ]),
    levels: Int32Array.of(0, 4),
  };

  it.each([
    [{ column: 0, operator: '<=', value: 2 }, [true, false, false]],
    [{ column: 0, operator: '>', value: 2 }, [false, false, true]],
    [{ column: 0, operator: 'missing' }, [false, true, false]],
    [{ column: 1, operator: 'in', codes: [1, 3] }, [true, false, false]],
    [{ column: 1, operator: 'not in', codes: [1, 3] }, [false, false, true]],
    [{ column: 1, operator: 'missing' }, [false, true, false]],
  ] as const)(
    '%o holds for known values only, unless it asks for missing ones',
    (condition, held) => {
      expect([0, 1, 2].map((row) => ruleHolds([condition], x, row))).toEqual(held);
    },
  );
});

describe('a simplified rule', () => {
  it('asks each question about a column once, in the order of the columns', () => {
    const rule = simplifyRule([
      { column: 2, operator: 'in', codes: [1, 2, 3] },
      { column: 0, operator: '<=', value: 5 },
      { column: 1, operator: 'not in', codes: [4] },
      { column: 0, operator: '>', value: 1 },
      { column: 2, operator: 'in', codes: [3, 1] },
      { column: 0, operator: '<=', value: 3 },
      { column: 0, operator: '>', value: 2 },
      { column: 1, operator: 'not in', codes: [2] },
    ]);
    expect(rule).toEqual([
      { column: 0, operator: '<=', value: 3 },
      { column: 0, operator: '>', value: 2 },
      { column: 1, operator: 'not in', codes: [2, 4] },
      { column: 2, operator: 'in', codes: [1, 3] },
    ]);
  });
});

describe('a rule in words', () => {
  it('uses the names that it gets, and numbers from 1 without them', () => {
    const rule = [
      { column: 0, operator: '>', value: 30 },
      { column: 1, operator: 'not in', codes: [0] },
      { column: 2, operator: 'in', codes: [0, 1] },
      { column: 3, operator: 'missing' },
    ] as const;
    expect(
      ruleInWords(rule, {
        columns: ['age', 'sex', 'city', 'income'],
        levels: [undefined, ['female', 'male'], ['Ghent', 'Bruges']],
      }),
    ).toBe('age > 30 and sex is not female and city is one of Ghent, Bruges and income is missing');
    expect(ruleInWords(rule)).toBe(
      'column 1 > 30 and column 2 is not level 1 and column 3 is one of level 1, level 2 and column 4 is missing',
    );
  });
});
