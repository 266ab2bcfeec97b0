import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withinShares } from './within-shares.ts';

const dues = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 8 })
  .filter((parts) => parts.some((part) => part > 0.01))
  .map((parts) => {
    const sum = parts.reduce((total, part) => total + part, 0);
    return parts.map((part) => part / sum);
  });

it('shares keep floor, greatest share, sum and order', () => {
  const share = fc.double({ min: 0.001, max: 1, noNaN: true });
  fc.assert(
    fc.property(dues, share, share, (due, floor, maxShare) => {
      const shares = withinShares(due, { floor, maxShare });
      const even = 1 / due.length;
      expect(shares.reduce((total, each) => total + each, 0)).toBeCloseTo(1, 9);
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(Math.min(floor, even) - 1e-9);
      expect(Math.max(...shares)).toBeLessThanOrEqual(Math.max(maxShare, even) + 1e-9);
      due.forEach((one, i) => {
        due.forEach((other, j) => {
          if (one > other) expect(shares[i] ?? 0).toBeGreaterThanOrEqual((shares[j] ?? 0) - 1e-9);
        });
      });
    }),
    { seed: 1, numRuns: 100 },
  );
});

it('shares are what is due, beside the floor of each', () => {
  expect(withinShares([1, 0], { floor: 0.02, maxShare: 1 })).toEqual([0.98, 0.02]);
  expect(withinShares([1, 0, 0], { floor: 0.02, maxShare: 0.9 })[0]).toBeCloseTo(0.9, 12);
});
