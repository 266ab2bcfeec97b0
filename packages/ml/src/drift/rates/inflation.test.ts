import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { normalTail, smirnovTail } from '../../stats/index.ts';
import { inflationOf } from './index.ts';

const MOST = 100;
const ofDeviates = (deviates: readonly number[]) => (inflation: number) =>
  deviates.map((z) => 2 * normalTail(Math.abs(z) / Math.sqrt(inflation)));

describe('inflationOf', () => {
  it('is the factor by which the variance of differences is larger than reckoned', () => {
    const random = seededRandom(5);
    const n = 1000;
    for (const factor of [1, 2, 9]) {
      const deviates = Array.from({ length: n }, () => Math.sqrt(factor) * random.normal());
      // The mean of n squares of normal deviates has a deviation of sqrt(2 / n): four of them.
      const found = inflationOf(ofDeviates(deviates), MOST) / factor;
      expect(Math.abs(found - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    }
  });

  it('is 1 of nothing, and of samples that differ less than chance says, and ends somewhere', () => {
    expect(inflationOf(() => [], MOST)).toBe(1);
    expect(inflationOf(() => [1, 0.9, 0.8], MOST)).toBe(1);
    expect(inflationOf(() => [0], MOST)).toBeCloseTo(MOST, 9);
  });

  it('finds how often each row is repeated, by tests of ranks that do not know', () => {
    const random = seededRandom(6);
    const [n, copies] = [60, 4];
    const draw = () => Float64Array.from({ length: n }, () => random.next()).sort();
    const gap = (a: Float64Array, b: Float64Array) => {
      let [i, j, most] = [0, 0, 0];
      while (i < n && j < n) {
        if ((a[i] ?? 0) < (b[j] ?? 0)) i++;
        else j++;
        most = Math.max(most, Math.abs(i - j) / n);
      }
      return most;
    };
    const gaps = Array.from({ length: 200 }, () => gap(draw(), draw()));
    const chances = (inflation: number) =>
      gaps.map((each) => {
        const nRows = (n * copies) / inflation;
        return smirnovTail(each, nRows, nRows);
      });
    const inflation = inflationOf(chances, MOST);
    expect(inflation).toBeGreaterThan(0.8 * copies);
    expect(inflation).toBeLessThan(1.2 * copies);
    const nBelow = (pValues: readonly number[]) => pValues.filter((p) => p <= 0.05).length;
    expect(nBelow(chances(1))).toBeGreaterThan(60);
    // 5 of 100; of 200 the binomial distribution has more than 21 in 1 of 1 000 cases.
    expect(nBelow(chances(inflation))).toBeLessThanOrEqual(21);
  });
});
