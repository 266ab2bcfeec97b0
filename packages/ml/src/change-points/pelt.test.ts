import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countCost } from './count-cost.ts';
import { meanAndSpreadCost } from './mean-and-spread-cost.ts';
import { meanCost } from './mean-cost.ts';
import { pelt } from './pelt.ts';
import { rankCost } from './rank-cost.ts';
import type { SegmentCost } from './segment-cost.ts';

const costs: readonly [string, (values: number[]) => SegmentCost][] = [
  ['mean', (values) => meanCost(values, 1)],
  ['mean and spread', (values) => meanAndSpreadCost(values)],
  ['counts', (values) => countCost(values.map(Math.abs))],
  ['ranks', (values) => rankCost(values)],
];

describe('pelt', () => {
  it.each(costs)('costs as little as the best of all divisions: %s', (_, costOf) => {
    const anySeries = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(
        anySeries,
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        fc.integer({ min: 1, max: 4 }),
        (values, penalty, least) => {
          const cost = costOf(values);
          const leastSize = Math.max(least, cost.leastSize);
          fc.pre(values.length >= leastSize);
          const total = totalOf(cost, pelt(cost, { penalty, leastSize }), penalty);
          expect(total).toBeCloseTo(leastOfAll(cost, { penalty, leastSize }), 8);
        },
      ),
      { seed: 2, numRuns: 150 },
    );
  });

  it.each(costs)('has costs that do not rise when a stretch is divided: %s', (_, costOf) => {
    const values = Array.from({ length: 40 }, (_, i) => ((i * 7919) % 13) + (i > 20 ? 5 : 0));
    const cost = costOf(values);
    for (let a = 0; a < 30; a++)
      for (let b = a + 2; b < 38; b++)
        expect(cost.of(a, b) + cost.of(b, 40)).toBeLessThanOrEqual(cost.of(a, 40) + 1e-9);
  });
});

function totalOf(cost: SegmentCost, divisions: readonly number[], penalty: number): number {
  const ends = [...divisions, cost.n];
  return ends.reduce((sum, to, i) => sum + cost.of(ends[i - 1] ?? 0, to) + penalty, -penalty);
}

/** By trying every set of divisions. */
function leastOfAll(
  cost: SegmentCost,
  { penalty, leastSize }: { readonly penalty: number; readonly leastSize: number },
): number {
  let least = Number.POSITIVE_INFINITY;
  for (let set = 0; set < 2 ** (cost.n - 1); set++) {
    const divisions = Array.from({ length: cost.n - 1 }, (_, i) => i + 1).filter(
      (at) => (set >> (at - 1)) & 1,
    );
    const sizes = [...divisions, cost.n].map((to, i) => to - (divisions[i - 1] ?? 0));
    if (sizes.every((size) => size >= leastSize))
      least = Math.min(least, totalOf(cost, divisions, penalty));
  }
  return least;
}
