import { seededRandom } from '@kaizenml/ml/math';
import { portfolio } from '@kaizenml/ml/search';
import { type Draft, draftAt, drawWithin, estimatorSpace } from '@kaizenml/ml/search/strategies';

export type Kind = 'classification' | 'regression';

/** Draws per estimator: many where there is much to choose and the model is often good. Others get three. */
const DRAWS: Readonly<Record<string, number>> = {
  'boosted-trees': 22,
  'random-forest': 5,
  'extra-trees': 5,
  'additive-boosting': 4,
  'multilayer-perceptron': 6,
  'k-nearest-neighbors': 5,
  'gaussian-process': 0,
  'gaussian-naive-bayes': 2,
  'rule-fit': 3,
};

/**
 * What is measured, from the middle of everything to its corners: the former portfolio, the defaults of each estimator, some that
 * people know to be good, and draws.
 */
export function configurations(kind: Kind): Draft[] {
  const space = estimatorSpace(kind, { nRows: 1000 });
  const random = seededRandom(40);
  const former = portfolio(kind === 'regression' ? 'regression' : 'binary', {
    nTrials: 12,
    nRows: 1000,
  }).filter(({ isBaseline }) => !isBaseline);
  const drafts = [
    ...former.map(({ estimator, params }): Draft => ({ estimator, params })),
    ...space.families.map(({ name }): Draft => ({ estimator: name, params: {} })),
    ...KNOWN.filter(({ estimator }) => space.families.some(({ name }) => name === estimator)),
    ...space.families.flatMap(({ name, dimensions }, family) =>
      Array.from({ length: dimensions.length === 0 ? 0 : (DRAWS[name] ?? 3) }, () =>
        draftAt(space, drawWithin(space, family, random)),
      ),
    ),
  ];
  const seen = new Set<string>();
  return drafts.filter((draft) => {
    const key = JSON.stringify(draft);
    return !seen.has(key) && seen.add(key);
  });
}

const N_LARGE = 30;

/**
 * What is measured on tables of many rows: the portfolio, forests, and boosted trees from a wider space than a search draws from,
 * all of which learn enough: rounds times learning rate lie between 8 and 150.
 */
export function largeConfigurations(kind: Kind): Draft[] {
  const random = seededRandom(41);
  const between = (low: number, high: number) => low * (high / low) ** random.next();
  const known = portfolio(kind === 'regression' ? 'regression' : 'binary', { nRows: 1000 }).filter(
    ({ isBaseline, estimator }) => !isBaseline && estimator !== 'multilayer-perceptron',
  );
  const drawn = Array.from({ length: N_LARGE }, (): Draft => {
    const learningRate = Number(between(0.02, 0.25).toPrecision(2));
    return {
      estimator: 'boosted-trees',
      params: {
        nRounds: Math.round(Math.min(2000, between(8, 150) / learningRate)),
        learningRate,
        maxLeaves: Math.round(between(8, 256)),
        minLeafRows: Math.round(between(1, 100)),
        l2: Number(between(1e-3, 30).toPrecision(2)),
        columnsPerTree: Number((0.4 + 0.6 * random.next()).toPrecision(2)),
        rowShare: [1, 0.8, 0.6][Math.floor(3 * random.next())] ?? 1,
      },
    };
  });
  const forests = [
    { nTrees: 100, minLeaf: 1, maxFeatures: 0.4 },
    { nTrees: 200, minLeaf: 2, maxFeatures: 0.7 },
    { nTrees: 200, minLeaf: 1, maxFeatures: 1 },
  ].flatMap((params) =>
    ['extra-trees', 'random-forest'].map((estimator): Draft => ({ estimator, params })),
  );
  return [
    ...known.map(({ estimator, params }): Draft => ({ estimator, params })),
    ...forests,
    ...drawn,
    { estimator: 'multilayer-perceptron', params: {} },
  ];
}

const KNOWN: readonly Draft[] = [
  {
    estimator: 'boosted-trees',
    params: {
      nRounds: 300,
      learningRate: 0.03,
      maxLeaves: 8,
      columnsPerTree: 0.6,
      minLeafRows: 10,
    },
  },
  {
    estimator: 'boosted-trees',
    params: { nRounds: 150, learningRate: 0.1, maxLeaves: 6, columnsPerTree: 0.5, l2: 1 },
  },
  {
    estimator: 'boosted-trees',
    params: { nRounds: 400, learningRate: 0.05, maxLeaves: 4, columnsPerTree: 0.8 },
  },
  {
    estimator: 'boosted-trees',
    params: {
      nRounds: 200,
      learningRate: 0.05,
      maxLeaves: 31,
      columnsPerTree: 0.5,
      rowShare: 0.7,
      minLeafRows: 5,
    },
  },
  { estimator: 'boosted-trees', params: { nRounds: 60, learningRate: 0.1, maxLeaves: 16 } },
  { estimator: 'random-forest', params: { nTrees: 300, minLeaf: 1 } },
  { estimator: 'extra-trees', params: { nTrees: 300, minLeaf: 1 } },
  { estimator: 'extra-trees', params: { nTrees: 300, minLeaf: 3, maxFeatures: 0.9 } },
  { estimator: 'additive-boosting', params: { nBags: 4 } },
  { estimator: 'multilayer-perceptron', params: { dropout: 0.2, weightDecay: 0.1 } },
];
