import { sigmoid, softmaxInPlace } from '../../math/index.ts';
import type { Estimator } from '../estimator.ts';
import { assertColumns, assertFitInputs } from '../refusals.ts';
import { fitAdditive } from './boosting/index.ts';
import { type AdditiveState, checkShapes, scoresOf } from './shapes/index.ts';

const params = {
  nBags: {
    kind: 'number',
    default: 6,
    range: [1, 1000],
    integer: true,
    unit: 'models',
    doc: 'Models that are averaged; each holds out another 15 % of the rows to know when to stop. Their spread is the error bar of a contribution.',
  },
  nInteractions: {
    kind: 'number',
    default: 10,
    range: [0, 1000],
    integer: true,
    unit: 'pairs',
    doc: 'Pairs of columns at most whose joint effect is learned besides the effect of each.',
    search: { range: [1, 40], scale: 'log' },
  },
  learningRate: {
    kind: 'number',
    default: 0.2,
    range: [1e-4, 1],
    doc: 'Share of each step that is taken. Smaller is smoother and slower.',
    search: { range: [0.02, 0.3], scale: 'log' },
  },
  maxLeaves: {
    kind: 'number',
    default: 3,
    range: [2, 64],
    integer: true,
    unit: 'leaves',
    doc: 'Leaves of each tree on one column at most; a tree on two columns has up to 4.',
    search: { range: [2, 6], scale: 'linear' },
  },
  minLeaf: {
    kind: 'number',
    default: 5,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    unit: 'rows',
    doc: 'Training rows in a leaf of a curve at least, by weight; twice as many in a leaf of a surface.',
    search: { range: [2, 100], scale: 'log' },
  },
  l2: {
    kind: 'number',
    default: 1,
    range: [0, Number.MAX_VALUE],
    doc: 'Weight of the penalty on squared leaf values, in rows of curvature 1.',
  },
  maxBins: {
    kind: 'number',
    default: 254,
    range: [2, 254],
    integer: true,
    unit: 'bins',
    doc: 'Bins per column at most, besides those of missing and of other values.',
  },
  maxRounds: {
    kind: 'number',
    default: 500,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    unit: 'rounds',
    doc: 'Rounds over all terms at most.',
  },
  drawnRounds: {
    kind: 'number',
    default: 100,
    range: [0, Number.MAX_SAFE_INTEGER],
    integer: true,
    unit: 'rounds',
    doc: 'Rounds at the beginning whose cuts are drawn instead of searched: they make curves smooth.',
  },
  patience: {
    kind: 'number',
    default: 30,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    unit: 'rounds',
    doc: 'Rounds without a better score on the held-out rows before a model stops.',
  },
} as const;

/**
 * Explainable boosting machine: a sum of one curve per column and of surfaces for a few pairs, each
 * learned by boosting small trees in turn and averaged over bags.
 *
 * The answer is exactly what the curves and surfaces show: `termsOf` gives them, `contributionsOf` what
 * each adds for a row. About as accurate as boosted trees, and as readable as a linear model.
 *
 * Missing values, and each level of a category, have bins of their own; a level that the fit never saw
 * adds 0. Held-out rows are drawn by each bag itself: `FitContext.validation` is not used.
 *
 * @shape x: n x p, y: n; p curves of up to 256 bins, up to nInteractions surfaces of up to 66 x 66 cells
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, TARGET_UNUSABLE, ARGUMENT_INVALID for unusable weights.
 * @cost O(nBags rounds p n) to fit, O(p + nInteractions) per row and score to predict.
 * @source Lou, Caruana & Gehrke (2012), "Intelligible models for classification and regression", KDD;
 * Lou, Caruana, Gehrke & Hooker (2013), KDD (interactions); Nori, Jenkins, Koch & Caruana (2019),
 * "InterpretML", arXiv:1909.09223.
 */
export const additiveBoosting: Estimator<typeof params, AdditiveState> = {
  name: 'additive-boosting',
  title: 'Additive boosting',
  params,
  traits: {
    regression: true,
    classification: true,
    features: 'native',
    weights: true,
    rowOrderInvariant: false,
    ignoresFeatures: false,
    members: 'nBags',
  },
  source:
    'Lou, Caruana, Gehrke & Hooker (2013), KDD 2013, 623-631; Nori et al. (2019), arXiv:1909.09223.',
  fit(x, y, values, context) {
    assertFitInputs(additiveBoosting, x, y, context);
    return fitAdditive(x, y, context.weights, { ...values, random: context.random });
  },
  predict(state, x) {
    checkShapes('additive-boosting', state);
    assertColumns('additive-boosting', state.axes.length, x);
    const scores = scoresOf(state, x);
    if (state.nClasses === 0) return scores;
    if (state.nClasses === 2) return sharesOfTwo(scores);
    for (let i = 0; i < x.nRows; i++) softmaxInPlace(scores, i * state.nClasses, state.nClasses);
    return scores;
  },
};

function sharesOfTwo(scores: Float64Array): Float64Array {
  const shares = new Float64Array(2 * scores.length);
  for (let i = 0; i < scores.length; i++) {
    const second = sigmoid(scores[i]);
    shares[2 * i] = 1 - second;
    shares[2 * i + 1] = second;
  }
  return shares;
}
