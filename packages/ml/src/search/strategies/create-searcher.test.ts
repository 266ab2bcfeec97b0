import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import {
  createSearcher,
  curveCutOff,
  dealInOrder,
  estimatorSpace,
  foldRacing,
  hyperband,
  type Proposal,
  type Result,
  type Schedule,
  STRATEGIES,
  type Strategy,
  spaceOf,
  successiveHalving,
  wholeAtOnce,
} from './index.ts';
import { type Measure, runSearch } from './testing/run-search.ts';

const N_FOLDS = 3;
const space = estimatorSpace('classification', { nRows: 1000 });
const LADDER = [
  { rows: 0.3, members: 1, folds: 1 },
  { rows: 1, members: 1, folds: 1 },
  { rows: 1, members: 1, folds: N_FOLDS },
];
const SCHEDULES: Readonly<Record<string, () => Schedule>> = {
  whole: () => wholeAtOnce(N_FOLDS),
  halving: () => successiveHalving(LADDER),
  hyperband: () => hyperband(LADDER),
  racing: () => foldRacing({ nFolds: N_FOLDS }),
  curves: () => curveCutOff({ nFolds: N_FOLDS }),
};
const FIRST = [
  { estimator: 'boosted-trees', params: { nRounds: 80, bins: 64 } },
  { estimator: 'multinomial-naive-bayes', params: {} },
  { estimator: 'boosted-trees', params: { bins: 64, nRounds: 80 } },
];

/** Scores that depend on the candidate only; one in nine fails. */
const measure: Measure = ({ candidate, fidelity, firstFold }) => {
  const text = JSON.stringify(candidate.params) + candidate.estimator;
  let hash = 7;
  for (const letter of text) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
  if (hash % 9 === 0) return { failure: 'out of memory', cost: 2 };
  const scores = Array.from(
    { length: fidelity.folds - firstFold },
    (_, i) => (hash % 1009) / 1009 + 0.01 * (i + firstFold),
  );
  return { scores, cost: 1 + (hash % 5) };
};

function searcherOf(strategy: Strategy, schedule: string, seed = 3) {
  const setup = { space, strategy, seed, nFolds: N_FOLDS, first: FIRST };
  return createSearcher({ ...setup, schedule: SCHEDULES[schedule]() });
}

const PAIRS = STRATEGIES.flatMap((strategy) =>
  Object.keys(SCHEDULES).map((schedule) => [strategy.name, schedule, strategy] as const),
);

describe.each(PAIRS)('%s, %s', (_name, schedule, strategy) => {
  const options = { nProposals: 60 };
  const whole = runSearch(dealInOrder(searcherOf(strategy, schedule)), measure, options);
  const proposalsOf = (entries: readonly { readonly proposal: Proposal }[]) =>
    entries.map(({ proposal }) => proposal);

  it('proposes what was asked for, within the ranges of the descriptions', () => {
    expect(whole).toHaveLength(60);
    for (const { candidate, fidelity, firstFold } of proposalsOf(whole)) {
      expect(firstFold).toBeLessThan(fidelity.folds);
      const family = space.families.find(({ name }) => name === candidate.estimator);
      for (const dimension of family?.dimensions ?? []) {
        const value = candidate.params[dimension.name] ?? Number.NaN;
        if (candidate.params === FIRST[0].params) continue;
        if (dimension.kind === 'choice') expect(dimension.choices).toContain(value);
        else {
          expect(value).toBeGreaterThanOrEqual(dimension.low);
          expect(value).toBeLessThanOrEqual(dimension.high);
          if (dimension.isInteger) expect(Number.isInteger(value)).toBe(true);
        }
      }
    }
  });

  it('begins with what came first and begins nothing twice', () => {
    const begun = proposalsOf(whole).filter(({ trial }, i, all) =>
      all.slice(0, i).every((earlier) => earlier.trial !== trial),
    );
    expect(begun.slice(0, 2).map(({ candidate }) => candidate.estimator)).toEqual([
      'boosted-trees',
      'multinomial-naive-bayes',
    ]);
    const keys = begun.map(({ candidate }) =>
      JSON.stringify([candidate.estimator, Object.entries(candidate.params).sort()]),
    );
    expect(new Set(keys).size).toBe(begun.length);
    expect(new Set(begun.map(({ candidate }) => candidate.id)).size).toBe(begun.length);
  });

  it('is the same for any number of workers that end in any order', () => {
    const random = seededRandom(11);
    for (const nWorkers of [3, 20]) {
      const dealer = dealInOrder(searcherOf(strategy, schedule));
      expect(runSearch(dealer, measure, { ...options, nWorkers, random })).toEqual(whole);
    }
  });

  it('goes on after a cut anywhere as if there had been none', () => {
    const cut = fc.tuple(fc.integer({ min: 0, max: 55 }), fc.integer({ min: 1, max: 8 }));
    fc.assert(
      fc.property(cut, ([at, nWorkers]) => {
        const before = dealInOrder(searcherOf(strategy, schedule));
        runSearch(before, measure, { nProposals: at, nWorkers, random: seededRandom(at) });
        const saved = JSON.parse(JSON.stringify(before.results())) as Result[];
        const after = dealInOrder(searcherOf(strategy, schedule), saved);
        const rest = runSearch(after, measure, { nProposals: 60 - saved.length });
        expect(proposalsOf(rest)).toEqual(
          proposalsOf(whole).filter(({ number }) => !saved.some((one) => one.proposal === number)),
        );
      }),
      { seed: 5, numRuns: 4 },
    );
  });

  it('looks elsewhere with another seed, unless it draws nothing', () => {
    const other = runSearch(dealInOrder(searcherOf(strategy, schedule, 4)), measure, options);
    if (strategy.name === 'grid') expect(other).toEqual(whole);
    else expect(proposalsOf(other)).not.toEqual(proposalsOf(whole));
  });

  it('lives on when everything fails', () => {
    const fails: Measure = () => ({ failure: 'crashed', cost: 1 });
    const entries = runSearch(dealInOrder(searcherOf(strategy, schedule)), fails, options);
    expect(entries).toHaveLength(60);
  });
});

describe.each(STRATEGIES.map((strategy) => [strategy.name, strategy] as const))(
  '%s',
  (_, strategy) => {
    it('uses a small space up and ends', () => {
      const small = spaceOf([
        { name: 'plain', params: {} },
        {
          name: 'other',
          params: {
            flag: { kind: 'flag', default: true, doc: '', search: true },
            word: { kind: 'choice', default: 'b', choices: ['a', 'b', 'c'], doc: '', search: true },
            count: {
              kind: 'number',
              integer: true,
              default: 3,
              range: [1, 9],
              doc: '',
              search: { range: [1, 3], scale: 'log' },
            },
          },
        },
      ]);
      const dealer = dealInOrder(createSearcher({ space: small, strategy, nFolds: 1 }));
      const entries = runSearch(dealer, measure, { nProposals: 100 });
      expect(entries).toHaveLength(1 + 2 * 3 * 3);
      expect(dealer.next()).toBe('end');
    });
  },
);

describe('createSearcher', () => {
  it('refuses to be told twice', () => {
    const searcher = searcherOf(STRATEGIES[1], 'whole');
    searcher.ask();
    searcher.tell({ proposal: 0, scores: [1, 1, 1], cost: 1 });
    expect(() => searcher.tell({ proposal: 0, scores: [1, 1, 1], cost: 1 })).toThrow(
      /proposal that is open, got number 0/,
    );
  });

  it('counts scores that are no numbers as a failure', () => {
    const searcher = searcherOf(STRATEGIES[1], 'racing');
    searcher.ask();
    searcher.tell({ proposal: 0, scores: [Number.NaN], cost: 1 });
    expect(searcher.ask()?.trial).toBe(1);
  });

  it('ends at once where there is nothing to try', () => {
    const nothing = { space: { families: [] }, strategy: STRATEGIES[1], nFolds: 1 };
    expect(dealInOrder(createSearcher(nothing)).next()).toBe('end');
  });
});
