import { seededRandom } from '@kaizenml/ml/math';
import { describe, expect, it } from 'vitest';
import { Z_95 } from '../monitors/index.ts';
import { compareFigures, counted, shareOf } from './compare-figures.ts';

const failures = (now: number, before: number, n = 2000) =>
  compareFigures(
    {
      ...{ name: 'failures', unit: 'share', better: 'lower' },
      ...{ now: shareOf(now, n), before: shareOf(before, n) },
    },
    Z_95,
  );

describe('compareFigures', () => {
  it('says of what does not differ that it may be chance, in 99 of 100 cases', () => {
    const random = seededRandom(11);
    const draw = () =>
      Array.from({ length: 2000 }, () => Number(random.next() < 0.1)).reduce((a, b) => a + b, 0);
    const claims = Array.from({ length: 400 }, () => failures(draw(), draw()).difference).filter(
      (difference) => difference !== 'may be chance',
    );
    // Of 400 with chance 0.01 more than 12 come once in a thousand times.
    expect(claims.length).toBeLessThanOrEqual(12);
  });

  it('tells more from less, and says it in words', () => {
    expect(failures(300, 200)).toMatchObject({
      difference: 'more',
      words: expect.stringMatching(
        /^failures: 0\.15 .*, before 0\.1 .*: more, and not by chance\.$/,
      ),
    });
    expect(failures(200, 300).difference).toBe('less');
  });

  it('claims nothing of numbers without an interval, nor of what is not known', () => {
    const rows = { name: 'rows', unit: 'rows', better: null };
    expect(
      compareFigures({ ...rows, now: counted(9), before: counted(4) }, Z_95).difference,
    ).toBeNull();
    expect(compareFigures({ ...rows, now: undefined, before: counted(4) }, Z_95)).toMatchObject({
      ...{ now: null, difference: null, words: 'rows: not known.' },
    });
    expect(shareOf(0, 0)).toBeUndefined();
  });
});
