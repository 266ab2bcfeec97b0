import { describe, expect, it } from 'vitest';
import { createSearcher, dealInOrder, getStrategy, spaceOf } from './index.ts';
import { runSearch } from './testing/run-search.ts';
import { branin, hartmann6, type TestFunction } from './testing/test-functions.ts';

const SEEDS = [1, 2, 3, 4, 5, 6];
const N_TRIALS = 80;

/** How far the best of some trials lies above the minimum, mean over seeds. */
function meanRegret(strategy: string, { params, minimum, at }: TestFunction, nTrials: number) {
  const regrets = SEEDS.map((seed) => {
    const space = spaceOf([{ name: 'function', params }]);
    const searcher = createSearcher({ space, strategy: getStrategy(strategy), seed, nFolds: 1 });
    const entries = runSearch(
      dealInOrder(searcher),
      ({ candidate }) => ({ scores: [-at(candidate.params)], cost: 1 }),
      { nProposals: nTrials },
    );
    return Math.min(...entries.map(({ proposal }) => at(proposal.candidate.params))) - minimum;
  });
  return regrets.reduce((sum, regret) => sum + regret, 0) / SEEDS.length;
}

describe('the test functions', () => {
  it('have the published minima where they are published', () => {
    expect(branin.at({ x: Math.PI, y: 2.275 })).toBeCloseTo(branin.minimum, 12);
    const least = { a: 0.20169, b: 0.150011, c: 0.476874, d: 0.275332, e: 0.311652, f: 0.6573 };
    expect(hartmann6.at(least)).toBeCloseTo(hartmann6.minimum, 5);
  });
});

describe.each(['tpe', 'cost-frugal', 'evolution'])('%s', (strategy) => {
  it("comes near to one of Branin's minima", () => {
    expect(meanRegret(strategy, branin, N_TRIALS)).toBeLessThan(0.5);
  });

  it('comes much nearer to the minimum of six dimensions than random draws', () => {
    const byChance = meanRegret('random', hartmann6, N_TRIALS);
    expect(meanRegret(strategy, hartmann6, N_TRIALS)).toBeLessThan(0.6 * byChance);
  });
});
