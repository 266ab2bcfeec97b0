import { describe, expect, it } from 'vitest';
import { binomialTail } from './binomial-tail.ts';
import { exceedancesTail } from './exceedances.ts';
import { sameBinChance } from './same-bin.ts';
import { unseenLevelRowsBound } from './unseen-level-rows.ts';

/** Shares of all ways to take n of the rows 0 to N - 1 for which something holds. */
function shareOfDivisions(nAll: number, n: number, holds: (isTaken: boolean[]) => boolean): number {
  let [nHeld, nWays] = [0, 0];
  for (let bits = 0; bits < 2 ** nAll; bits++) {
    const isTaken = Array.from({ length: nAll }, (_, i) => (bits & (1 << i)) !== 0);
    if (isTaken.filter(Boolean).length !== n) continue;
    nWays++;
    if (holds(isTaken)) nHeld++;
  }
  return nHeld / nWays;
}

describe('exceedancesTail', () => {
  it.each([
    [3, 4],
    [6, 3],
    [5, 1],
    [2, 8],
  ])('is the share of all orders of %i new rows among %i of the reference', (n, m) => {
    for (let k = 0; k <= n; k++) {
      const share = shareOfDivisions(n + m, n, (isNew) => {
        const [first, last] = [isNew.indexOf(false), isNew.lastIndexOf(false)];
        return first + (isNew.length - 1 - last) >= k;
      });
      expect(exceedancesTail(k, { n, m })).toBeCloseTo(share, 12);
    }
  });

  it('is of one row or more 1 less the chance that both ends are of the reference', () => {
    const [n, m] = [1000, 1e6];
    expect(exceedancesTail(1, { n, m })).toBeCloseTo(
      1 - (m * (m - 1)) / ((n + m) * (n + m - 1)),
      12,
    );
  });

  it('keeps its digits for many rows', () => {
    // About a geometric sum of two gaps: (k + 1) q^k - k q^(k+1), q = n / (n + m).
    const [n, m, k] = [1e6, 1e6, 60];
    const q = n / (n + m);
    const expected = (k + 1) * q ** k - k * q ** (k + 1);
    expect(exceedancesTail(k, { n, m }) / expected).toBeCloseTo(1, 2);
    expect(exceedancesTail(100, { n: 100, m: 1e6 })).toBeLessThan(1e-300);
  });
});

describe('sameBinChance', () => {
  it('is the share of all divisions in which the window falls into one bin', () => {
    const pooled = [5, 3, 2];
    const binOf = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2];
    for (const n of [1, 2, 3, 5]) {
      const share = shareOfDivisions(10, n, (isTaken) => {
        const bins = new Set(binOf.filter((_, i) => isTaken[i]));
        return bins.size === 1;
      });
      expect(sameBinChance(pooled, n)).toBeCloseTo(share, 12);
    }
  });
});

describe('unseenLevelRowsBound', () => {
  const levels = [0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 4];
  const pooled = [5, 2, 2, 1, 1];

  it('is never below the share of all divisions in which so many rows have levels of their own', () => {
    for (const n of [3, 5, 8])
      for (let k = 0; k <= n; k++) {
        const share = shareOfDivisions(11, n, (isTaken) => {
          const old = new Set(levels.filter((_, i) => !isTaken[i]));
          return levels.filter((level, i) => isTaken[i] && !old.has(level)).length >= k;
        });
        const bound = unseenLevelRowsBound(k, { pooled, share: n / 11 });
        expect(bound).toBeGreaterThanOrEqual(share - 1e-12);
        expect(bound).toBeLessThanOrEqual(1);
      }
  });

  it('is the share to the power of the rows of one new level among known ones', () => {
    expect(unseenLevelRowsBound(5, { pooled: [9000, 995, 5], share: 0.01 }) / 1e-10).toBeCloseTo(
      1,
      6,
    );
    expect(unseenLevelRowsBound(2, { pooled: [5000, 2], share: 0.1 })).toBeCloseTo(0.01, 8);
  });

  it('finds nothing in rare levels that any sample has', () => {
    const rare = new Array<number>(1000).fill(1);
    expect(unseenLevelRowsBound(105, { pooled: rare, share: 0.1 })).toBeGreaterThan(0.5);
    expect(unseenLevelRowsBound(160, { pooled: rare, share: 0.1 })).toBeLessThan(1e-5);
  });
});

describe('binomialTail', () => {
  it.each([
    [10, 1 / 2],
    [37, 1 / 8],
    [64, 3 / 4],
  ])('is the sum of its terms, of %i trials at %d', (n, p) => {
    const choose = (k: number): number => (k === 0 ? 1 : (choose(k - 1) * (n - k + 1)) / k);
    for (let k = 0; k <= n + 1; k++) {
      let sum = 0;
      for (let i = n; i >= k; i--) sum += choose(i) * p ** i * (1 - p) ** (n - i);
      expect(binomialTail(k, { n, p })).toBeCloseTo(sum, 12);
    }
  });

  it('keeps its digits where it is tiny', () => {
    expect(binomialTail(1000, { n: 1000, p: 0.5 }) * 2 ** 1000).toBeCloseTo(1, 8);
  });
});
