import type { Task } from '@kaizenml/contracts';
import { seededRandom } from '../math/index.ts';
import { ESTIMATORS, getEstimator } from '../models/index.ts';
import type { Candidate } from './candidate.ts';
import { LARGE_PORTFOLIO } from './large-portfolio.ts';
import { PLAIN, type Purpose, servingDrafts } from './purpose.ts';
import { type Draft, drawCandidate } from './strategies/index.ts';

/** Rows from which the list of large tables is the better one: between those that either was measured on. */
const MANY_ROWS = 5000;

type Entry = readonly [estimator: string, params?: Candidate['params']];

/*
 * Both lists were built by `bench/search-portfolio.ts build`: the defaults of a line and of boosted trees, which are good on large
 * tables, then one by one what lowers the mean regret most in proportion to a power of its cost, of some ninety measured
 * configurations on 14 tables of classes and 13 of numbers with up to 1500 rows.
 */
const CLASSIFIERS: readonly Entry[] = [
  ['logistic'],
  ['boosted-trees'],
  ['gaussian-naive-bayes', { smoothing: 0.00245 }],
  ['random-forest', { nTrees: 100, minLeaf: 8 }],
  ['extra-trees', { nTrees: 100, minLeaf: 2 }],
  [
    'boosted-trees',
    {
      nRounds: 52,
      learningRate: 0.244,
      maxLeaves: 16,
      minLeafRows: 30,
      l2: 44.8,
      columnsPerTree: 0.723,
    },
  ],
  ['extra-trees', { minLeaf: 6, maxFeatures: 0.451 }],
  [
    'boosted-trees',
    {
      nRounds: 200,
      learningRate: 0.05,
      maxLeaves: 31,
      columnsPerTree: 0.5,
      rowShare: 0.7,
      minLeafRows: 5,
    },
  ],
  [
    'boosted-trees',
    {
      nRounds: 250,
      learningRate: 0.0203,
      maxLeaves: 4,
      minLeafRows: 2,
      l2: 0.527,
      columnsPerTree: 0.605,
    },
  ],
  [
    'multilayer-perceptron',
    {
      width: 100,
      depth: 2,
      learningRate: 0.00463,
      weightDecay: 0.0157,
      dropout: 0.499,
      batchNormalization: true,
    },
  ],
  ['random-forest'],
  ['extra-trees', { minLeaf: 2, maxFeatures: 0.226 }],
  ['multilayer-perceptron', { dropout: 0.2, weightDecay: 0.1 }],
  ['additive-boosting', { nInteractions: 16, learningRate: 0.0881, maxLeaves: 4, minLeaf: 2 }],
  ['boosted-trees', { nRounds: 60, learningRate: 0.1, maxLeaves: 16 }],
  ['extra-trees', { nTrees: 300, minLeaf: 3, maxFeatures: 0.9 }],
];

const REGRESSORS: readonly Entry[] = [
  ['ridge'],
  ['boosted-trees'],
  [
    'boosted-trees',
    {
      nRounds: 178,
      learningRate: 0.0901,
      maxLeaves: 5,
      minLeafRows: 1,
      l2: 4.39,
      columnsPerTree: 0.555,
    },
  ],
  [
    'boosted-trees',
    {
      nRounds: 96,
      learningRate: 0.0645,
      maxLeaves: 38,
      minLeafRows: 1,
      l2: 0.0132,
      columnsPerTree: 0.536,
    },
  ],
  ['extra-trees', { minLeaf: 1, maxFeatures: 0.482 }],
  ['linear-svm', { l2: 85.8 }],
  [
    'boosted-trees',
    {
      nRounds: 431,
      learningRate: 0.0494,
      maxLeaves: 26,
      minLeafRows: 1,
      l2: 0.00117,
      columnsPerTree: 0.416,
    },
  ],
  [
    'multilayer-perceptron',
    {
      width: 255,
      depth: 1,
      learningRate: 0.00109,
      weightDecay: 0.0215,
      dropout: 0.18,
      batchNormalization: false,
    },
  ],
  [
    'boosted-trees',
    {
      nRounds: 74,
      learningRate: 0.117,
      maxLeaves: 16,
      minLeafRows: 8,
      l2: 0.128,
      columnsPerTree: 0.694,
    },
  ],
  ['multilayer-perceptron'],
  ['extra-trees', { nTrees: 300, minLeaf: 3, maxFeatures: 0.9 }],
  ['random-forest', { minLeaf: 1, maxFeatures: 0.426 }],
  ['extra-trees', { nTrees: 300, minLeaf: 1 }],
  ['boosted-trees', { nRounds: 60, learningRate: 0.1, maxLeaves: 16 }],
  [
    'multilayer-perceptron',
    {
      width: 34,
      depth: 2,
      learningRate: 0.00607,
      weightDecay: 0.03,
      dropout: 0.102,
      batchNormalization: false,
    },
  ],
  [
    'boosted-trees',
    {
      nRounds: 98,
      learningRate: 0.15,
      maxLeaves: 90,
      minLeafRows: 10,
      l2: 0.0706,
      columnsPerTree: 0.448,
    },
  ],
];

/*
 * Of tables with text, by hand: lines on the terms, at the strengths that were good on messages and on news, then boosted trees on
 * topics. What follows is the list for tables without.
 */
const TEXT_CLASSIFIERS: readonly Entry[] = [
  ['logistic', { l2: 0.03, tolerance: 1e-4 }],
  ['complement-naive-bayes', { smoothing: 0.3 }],
  ['linear-svm'],
  ['boosted-trees'],
  ['logistic', { l2: 1, tolerance: 1e-4 }],
];

/**
 * What was good elsewhere, best first in proportion to its cost; without estimators whose cost is out of proportion for so many
 * rows.
 *
 * @param nRows Rows to learn from.
 * @param purpose Default: means of rows that count once each.
 * @param hasText True for tables with text: lines on terms come first. Default false.
 */
export function zeroShot(
  kind: 'regression' | 'classification',
  {
    nRows,
    purpose = PLAIN,
    hasText = false,
  }: { readonly nRows: number; readonly purpose?: Purpose; readonly hasText?: boolean },
): Draft[] {
  const small = kind === 'regression' ? REGRESSORS : CLASSIFIERS;
  const known = nRows >= MANY_ROWS ? LARGE_PORTFOLIO[kind] : small;
  const entries = hasText && kind === 'classification' ? [...TEXT_CLASSIFIERS, ...known] : known;
  const drafts = entries.map(([estimator, params = {}]): Draft => ({ estimator, params }));
  return servingDrafts(drafts, purpose).filter(
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
