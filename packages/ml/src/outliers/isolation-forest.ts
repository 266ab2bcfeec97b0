import { AppError, type ParamSpecs } from '@kaizenml/contracts';
import { exp, type Matrix } from '../math/index.ts';
import { assertColumns } from '../models/refusals.ts';
import { stateCheck } from '../models/state-reader.ts';
import { scorerOf, type TreeEnsemble } from '../trees/ensemble/index.ts';
import { averagePath } from './isolation/average-path.ts';
import { growIsolationTrees } from './isolation/grow-isolation-trees.ts';
import { pathContributions } from './isolation/path-contributions.ts';
import type { OutlierDetector } from './outlier-detector.ts';

const params = {
  nTrees: {
    kind: 'number',
    default: 100,
    range: [1, 100_000],
    integer: true,
    unit: 'trees',
    doc: 'Trees whose path lengths are averaged. More only steady the scores.',
  },
  subsample: {
    kind: 'number',
    default: 256,
    range: [2, 2 ** 24],
    integer: true,
    unit: 'rows',
    doc: 'Rows drawn for each tree, all where there are fewer. Few keep outliers from hiding each other.',
  },
  contamination: {
    kind: 'number',
    default: 0,
    range: [0, 0.5],
    doc: 'Share of the training rows that score above the threshold. 0: the threshold is 0.5.',
  },
} as const satisfies ParamSpecs;

/** What an isolation forest has learned. */
export interface IsolationForestState {
  /** A leaf's value is how much longer its path is than the typical one. */
  readonly trees: TreeEnsemble;
  /** Mean path of as many rows as a tree saw, in a random search tree: a path this long scores 0.5. */
  readonly typicalPath: number;
  /** A row is an outlier where its score is above. */
  readonly threshold: number;
}

/**
 * Isolation forest: random questions part an unusual row from the others soon.
 *
 * A row's score is 2^(-mean path / typical path), in (0, 1]: near 1 for outliers, 0.5 for rows of typical
 * path and wherever there is nothing to tell rows apart, lower for the midst of the data. In `score`, a
 * missing value goes with the large ones.
 *
 * @shape x: n x p
 * @throws TABLE_EMPTY, ARGUMENT_INVALID, SHAPE_MISMATCH
 * @cost O(nTrees subsample log subsample) to fit, whatever n, plus a score of each row where
 * `contamination` is above 0; O(p log(nTrees subsample) + nTrees log subsample) per row to score.
 * @source Liu, Ting & Zhou (2008), "Isolation Forest", ICDM 2008, 413-422.
 *
 * @example
 * const params = resolveParams('isolation-forest', isolationForest.params, { contamination: 0.01 });
 * const state = isolationForest.fit(x, params, { random: seededRandom(1) });
 * const isOutlier = isolationForest.score(state, x).map((score) => (score > state.threshold ? 1 : 0));
 */
export const isolationForest: OutlierDetector<typeof params, IsolationForestState> = {
  name: 'isolation-forest',
  title: 'Isolation forest',
  params,
  source: 'Liu, Ting & Zhou (2008), "Isolation Forest", ICDM 2008, 413-422.',
  fit(x, { nTrees, subsample, contamination }, { random }) {
    assertUsable(x);
    const nSampled = Math.min(subsample, x.nRows);
    const trees = growIsolationTrees(x, { nTrees, nSampled, random });
    const typicalPath = averagePath(nSampled);
    const nOutliers = Math.round(contamination * x.nRows);
    const threshold = nOutliers === 0 ? 0.5 : exceededBy(scores(trees, typicalPath, x), nOutliers);
    return { trees, typicalPath, threshold };
  },
  score(state, x) {
    checkState('isolation-forest', state);
    const { trees, typicalPath } = state;
    assertColumns('isolation-forest', trees.nColumns, x);
    return scores(trees, typicalPath, x);
  },
  contributions({ trees, typicalPath }, x) {
    assertColumns('isolation-forest', trees.nColumns, x);
    return pathContributions(trees, x).map((part) => (typicalPath === 0 ? 0 : part / typicalPath));
  },
};

/** The trees are checked where they are compiled. */
const checkState = stateCheck<IsolationForestState>((state) => {
  state.field('trees').record();
  if (!(state.field('typicalPath').finite() >= 0))
    state.field('typicalPath').refuse('be at least 0');
});

function scores(trees: TreeEnsemble, typicalPath: number, x: Matrix): Float64Array {
  if (typicalPath === 0) return new Float64Array(x.nRows).fill(0.5);
  const perUnit = -Math.LN2 / (trees.treeOutputs.length * typicalPath);
  return scorerOf(trees)
    .raw(x)
    .map((excess) => exp(excess * perUnit) / 2);
}

/** The number that so many of the scores exceed, fewer where scores are equal. */
function exceededBy(all: Float64Array, nAbove: number): number {
  return all.slice().sort()[all.length - 1 - nAbove];
}

function assertUsable({ nRows, nColumns, values }: Matrix): void {
  if (nRows === 0) {
    throw new AppError('TABLE_EMPTY', {
      message: 'isolation-forest.fit must get at least one row, got 0.',
      hint: 'Give it rows to learn from.',
      details: { detector: 'isolation-forest', nRows },
    });
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return;
  const row = Math.floor(bad / nColumns) + 1;
  throw new AppError('ARGUMENT_INVALID', {
    message: `isolation-forest.fit must get finite values, got ${values[bad]} in row ${row}.`,
    hint: 'Fill missing values in first: the transform graph does.',
    details: { detector: 'isolation-forest', row, column: bad % nColumns, value: `${values[bad]}` },
  });
}
