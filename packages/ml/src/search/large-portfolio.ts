import type { Draft } from './strategies/index.ts';

type Entry = readonly [estimator: string, params?: Draft['params']];

/* Boosted trees of deep trees in few, more and many rounds, which both lists have. */
const FEW_ROUNDS: Entry = [
  'boosted-trees',
  {
    nRounds: 133,
    learningRate: 0.095,
    maxLeaves: 129,
    minLeafRows: 1,
    l2: 0.066,
    columnsPerTree: 0.94,
  },
];
const DEEP: Entry = [
  'boosted-trees',
  {
    nRounds: 529,
    learningRate: 0.16,
    maxLeaves: 150,
    minLeafRows: 35,
    l2: 0.032,
    columnsPerTree: 0.94,
  },
];
const SLOW: Entry = [
  'boosted-trees',
  {
    nRounds: 1722,
    learningRate: 0.022,
    maxLeaves: 99,
    minLeafRows: 2,
    l2: 0.0037,
    columnsPerTree: 0.78,
    rowShare: 0.6,
  },
];

/*
 * For tables of many rows, which carry deeper trees and more rounds: what `bench/search-portfolio.ts build <kind> --large` chose of
 * some fifty configurations on tables of 15 000 to 25 000 rows, five of classes and four of numbers. Models of other kinds were put
 * in between and behind, for teams: forests that are cheap early, what only long searches reach last.
 */
const CLASSIFIERS: readonly Entry[] = [
  ['logistic'],
  ['boosted-trees'],
  FEW_ROUNDS,
  [
    'boosted-trees',
    {
      nRounds: 471,
      learningRate: 0.043,
      maxLeaves: 8,
      minLeafRows: 3,
      l2: 0.014,
      columnsPerTree: 0.9,
    },
  ],
  ['random-forest'],
  ['boosted-trees', { nRounds: 60, learningRate: 0.1, maxLeaves: 16 }],
  DEEP,
  ['extra-trees', { nTrees: 100, minLeaf: 2 }],
  [
    'boosted-trees',
    {
      nRounds: 546,
      learningRate: 0.042,
      maxLeaves: 13,
      minLeafRows: 9,
      l2: 1,
      columnsPerTree: 0.46,
    },
  ],
  ['gaussian-naive-bayes', { smoothing: 0.00245 }],
  SLOW,
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
  ['extra-trees', { nTrees: 200, minLeaf: 2, maxFeatures: 0.7 }],
  ['additive-boosting', { nInteractions: 16, learningRate: 0.0881, maxLeaves: 4, minLeaf: 2 }],
  ['multilayer-perceptron', { dropout: 0.2, weightDecay: 0.1 }],
];

const REGRESSORS: readonly Entry[] = [
  ['ridge'],
  ['boosted-trees'],
  FEW_ROUNDS,
  ['random-forest', { nTrees: 100, minLeaf: 1, maxFeatures: 0.4 }],
  DEEP,
  ['random-forest', { nTrees: 200, minLeaf: 2, maxFeatures: 0.7 }],
  SLOW,
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
  [
    'boosted-trees',
    {
      nRounds: 117,
      learningRate: 0.23,
      maxLeaves: 36,
      minLeafRows: 1,
      l2: 7.7,
      columnsPerTree: 0.84,
    },
  ],
  ['extra-trees', { minLeaf: 1, maxFeatures: 0.482 }],
  [
    'boosted-trees',
    {
      nRounds: 1324,
      learningRate: 0.036,
      maxLeaves: 67,
      minLeafRows: 15,
      l2: 0.0011,
      columnsPerTree: 0.59,
    },
  ],
  [
    'boosted-trees',
    {
      nRounds: 127,
      learningRate: 0.078,
      maxLeaves: 249,
      minLeafRows: 6,
      l2: 0.0015,
      columnsPerTree: 0.8,
      rowShare: 0.6,
    },
  ],
  [
    'boosted-trees',
    {
      nRounds: 1934,
      learningRate: 0.023,
      maxLeaves: 77,
      minLeafRows: 2,
      l2: 16,
      columnsPerTree: 0.76,
      rowShare: 0.6,
    },
  ],
  ['linear-svm', { l2: 85.8 }],
  ['multilayer-perceptron'],
];

/** What is tried first on tables of many rows, best first in proportion to its cost. */
export const LARGE_PORTFOLIO = { classification: CLASSIFIERS, regression: REGRESSORS } as const;
