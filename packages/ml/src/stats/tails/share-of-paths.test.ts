import { describe, expect, it } from 'vitest';
import { shareOfPaths } from './share-of-paths.ts';

describe('shareOfPaths', () => {
  it.each([
    [1, 1, 1],
    [2, 1, 2],
    [7, 7, 14],
    [12, 5, 23],
    [13, 5, 60],
    [200, 31, 900],
    [301, 150, 4000],
    [300, 300, 7000],
    [40, 3, 121],
  ])('counts those of %i by %i steps within %i as whole numbers do', (n, m, distance) => {
    const whole = shareByWholeNumbers(n, m, distance);
    expect(Math.abs(shareOfPaths(n, m, distance) - whole)).toBeLessThan(1e-13);
  });

  it('holds no path where there is no room, and all of them where there is enough', () => {
    expect(shareOfPaths(9, 4, 0)).toBe(0);
    expect(shareOfPaths(9, 4, 37)).toBeCloseTo(1, 14);
    expect(shareOfPaths(10_000, 10_000, 6_360_000)).toBeCloseTo(1, 13);
    expect(shareOfPaths(10_000, 2500, 2_510_000)).toBeCloseTo(1, 13);
  });
});

/** Every path is counted, however many they are. */
function shareByWholeNumbers(n: number, m: number, distance: number): number {
  const countWithin = (most: number): bigint => {
    const paths: bigint[] = [1n, ...new Array<bigint>(m).fill(0n)];
    for (let i = 0; i <= n; i++)
      for (let j = 0; j <= m; j++) {
        const isInside = Math.abs(i * m - j * n) < most;
        const below = j > 0 ? (paths[j - 1] ?? 0n) : 0n;
        paths[j] = isInside ? (paths[j] ?? 0n) + below : 0n;
      }
    return paths[m] ?? 0n;
  };
  const scale = 10n ** 20n;
  return Number((countWithin(distance) * scale) / countWithin(Infinity)) / 1e20;
}
