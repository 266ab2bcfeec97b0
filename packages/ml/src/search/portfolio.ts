import type { Task } from '@kaizenml/contracts';
import { seededRandom } from '../math/index.ts';
import { ESTIMATORS, getEstimator } from '../models/index.ts';
import type { Candidate } from './candidate.ts';
import { type Draft, drawCandidate } from './strategies/index.ts';

type Entry = readonly [estimator: string, params?: Candidate['params']];

const CLASSIFIERS: readonly Entry[] = [
  ['logistic'],
  ['boosted-trees'],
  ['random-forest', { nTrees: 100, minLeaf: 8 }],
  ['boosted-trees', { nRounds: 300, learningRate: 0.05, maxLeaves: 16, columnsPerTree: 0.7 }],
  ['decision-tree', { maxDepth: 5, minLeaf: 10 }],
  ['extra-trees', { nTrees: 100, minLeaf: 2 }],
  ['boosted-trees', { nRounds: 100, maxLeaves: 8, minLeafRows: 5, l2: 5 }],
  ['random-forest', { nTrees: 200, minLeaf: 1, maxFeatures: 0.3 }],
  ['logistic', { l2: 0.01 }],
  [
    'boosted-trees',
    { nRounds: 500, learningRate: 0.03, maxLeaves: 64, columnsPerTree: 0.5, rowShare: 0.8 },
  ],
  ['logistic', { l2: 100 }],
  ['random-forest', { nTrees: 300, minLeaf: 3, maxFeatures: 0.15 }],
];

const REGRESSORS: readonly Entry[] = [
  ['ridge'],
  ['boosted-trees'],
  ['random-forest', { nTrees: 100, minLeaf: 3, maxFeatures: 0.4 }],
  ['boosted-trees', { nRounds: 500, learningRate: 0.05, columnsPerTree: 0.7 }],
  ['decision-tree', { maxDepth: 5, minLeaf: 10 }],
  ['extra-trees', { nTrees: 100, minLeaf: 2, maxFeatures: 0.6 }],
  ['least-squares'],
  ['boosted-trees', { nRounds: 200, maxLeaves: 8, minLeafRows: 5, l2: 5 }],
  ['elastic-net', { alpha: 0.01, l1Ratio: 0.5 }],
  ['random-forest', { nTrees: 200, minLeaf: 1, maxFeatures: 0.5 }],
  [
    'boosted-trees',
    { nRounds: 1000, learningRate: 0.03, maxLeaves: 64, columnsPerTree: 0.5, rowShare: 0.8 },
  ],
  ['elastic-net', { alpha: 0.1, l1Ratio: 0.9 }],
  ['ridge', { l2: 100 }],
];

/**
 * What was good elsewhere, best first in proportion to its cost; without estimators whose cost is out of proportion for so many
 * rows.
 *
 * @param nRows Rows to learn from.
 */
export function zeroShot(
  kind: 'regression' | 'classification',
  { nRows }: { readonly nRows: number },
): Draft[] {
  return (kind === 'regression' ? REGRESSORS : CLASSIFIERS)
    .map(([estimator, params = {}]): Draft => ({ estimator, params }))
    .filter(
      ({ estimator }) =>
        nRows <= (getEstimator(estimator).traits.maxRows ?? Number.POSITIVE_INFINITY),
    );
}

/**
 * The candidates of a search in the order in which they are tried: baselines, then what was good
 * elsewhere (`zeroShot`), then seeded random draws.
 *
 * @param nTrials Candidates besides the baselines. Default: the fixed part only.
 * @param seed Seed of the random draws. Default 1.
 * @param nRows Rows to learn from; some estimators are not tried for many. Default: any number.
 */
export function portfolio(
  task: Task,
  {
    nTrials,
    seed = 1,
    nRows = Number.POSITIVE_INFINITY,
  }: { nTrials?: number; seed?: number; nRows?: number } = {},
): Candidate[] {
  const kind = task === 'regression' ? 'regression' : 'classification';
  const baselines = ESTIMATORS.filter(({ traits }) => traits.ignoresFeatures && traits[kind]).map(
    ({ name }): Candidate => ({ id: name, estimator: name, params: {}, isBaseline: true }),
  );
  const tried: Omit<Candidate, 'id'>[] = zeroShot(kind, { nRows })
    .slice(0, nTrials)
    .map((draft) => ({ ...draft, isBaseline: false }));
  const random = seededRandom(seed);
  while (tried.length < (nTrials ?? 0)) tried.push(drawCandidate(kind, random, nRows));
  return [...baselines, ...withIds(tried)];
}

function withIds(candidates: readonly Omit<Candidate, 'id'>[]): Candidate[] {
  const seen = new Map<string, number>();
  return candidates.map((candidate) => {
    const nth = (seen.get(candidate.estimator) ?? 0) + 1;
    seen.set(candidate.estimator, nth);
    return { ...candidate, id: nth === 1 ? candidate.estimator : `${candidate.estimator}-${nth}` };
  });
}
