import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closestNames, didYouMean } from './closest-names.ts';
import { listNames } from './list-names.ts';
import { showPath } from './show-path.ts';
import { showShare } from './show-share.ts';

describe('closestNames', () => {
  const known = ['age', 'tenure', 'total_charges', 'monthly_charges', 'Churn'];

  it.each([
    ['tenur', 'tenure'],
    ['tneure', 'tenure'],
    ['churn', 'Churn'],
    ['charges', 'monthly_charges'],
    ['aeg', 'age'],
  ])('finds for "%s" "%s"', (wanted, expected) => {
    expect(closestNames(wanted, known)[0]).toBe(expected);
  });

  it('finds nothing for a name that is far from all', () => {
    expect(closestNames('latitude', known)).toEqual([]);
  });

  it('puts the nearest first and stops at the limit', () => {
    expect(closestNames('ab', ['abcd', 'abc', 'ab', 'a'], 2)).toEqual(['ab', 'a']);
  });

  it('finds a name that is there, whatever else there is', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 12 }),
        fc.array(fc.string({ minLength: 1, maxLength: 12 })),
        (name, others) => {
          expect(closestNames(name, [...others, name], others.length + 1)).toContain(name);
        },
      ),
    );
  });

  it('does not depend on the order of the names', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 6 }),
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 6 })),
        (wanted, names) => {
          expect(closestNames(wanted, names.toReversed())).toEqual(closestNames(wanted, names));
        },
      ),
    );
  });
});

describe('didYouMean', () => {
  it('asks with one, two and three names, and not at all without', () => {
    expect(didYouMean('aaa', ['aab'])).toBe('Did you mean "aab"?');
    expect(didYouMean('aaa', ['aab', 'aac'])).toBe('Did you mean "aab" or "aac"?');
    expect(didYouMean('aaa', ['aab', 'aac', 'aad'])).toBe('Did you mean "aab", "aac" or "aad"?');
    expect(didYouMean('zzz', ['something'])).toBeUndefined();
    expect(didYouMean('yes', ['s', 'a'])).toBeUndefined();
  });
});

describe('showShare', () => {
  it('keeps three digits', () => {
    expect([0.001, 0.05, 1 / 3, 1].map(showShare)).toEqual(['0.1 %', '5 %', '33.3 %', '100 %']);
  });
});

describe('listNames', () => {
  it('quotes at most five names and counts the rest', () => {
    expect(listNames([])).toBe('none');
    expect(listNames(['a'])).toBe('"a"');
    expect(listNames(['a', 'b'])).toBe('"a" and "b"');
    expect(listNames(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toBe(
      '"a", "b", "c", "d", "e" and 2 more',
    );
  });

  it('is no echo of a name of any length', () => {
    expect(listNames(['x'.repeat(70_000)])).toBe(`"${'x'.repeat(159)}…"`);
  });
});

describe('showPath', () => {
  it('leaves short places as they are and cuts long ones', () => {
    expect(showPath('rows[3].age')).toBe('rows[3].age');
    expect(showPath('x'.repeat(160))).toBe('x'.repeat(160));
    expect(showPath('x'.repeat(161))).toBe(`${'x'.repeat(159)}…`);
  });
});
