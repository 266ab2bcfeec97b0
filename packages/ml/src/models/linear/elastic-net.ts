import { moments, sparseMoments } from '../../math/index.ts';
import type { Estimator, FitContext, Target } from '../estimator.ts';
import {
  evaluateLinear,
  evaluateLinearSparse,
  type LinearFunction,
  throughMeans,
} from '../linear-function.ts';
import { assertFitInputs, numbersOf } from '../refusals.ts';
import { columnsInNeed, gramDescent, lassoSquares } from './descent/index.ts';
import { assertFinite, type Features, isSparse } from './design/index.ts';

const params = {
  alpha: {
    kind: 'number',
    default: 1,
    range: [0, Number.MAX_VALUE],
    doc: 'Weight of the whole penalty. 0 is ordinary least squares.',
    search: { range: [1e-4, 10], scale: 'log' },
  },
  l1Ratio: {
    kind: 'number',
    default: 0.5,
    range: [0, 1],
    doc: 'Share of the penalty that is on absolute weights: 1 is the lasso, 0 is ridge.',
    search: { range: [0, 1], scale: 'linear' },
  },
  maxIterations: {
    kind: 'number',
    default: 10_000,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    unit: 'sweeps',
    doc: 'Sweeps over all columns at most.',
  },
  tolerance: {
    kind: 'number',
    default: 1e-4,
    range: [0, 1],
    doc: 'Stops when the duality gap is below this share of the sum of squares of the target, and the last sweep moved no weight by more than this share of the largest. 1e-14 reaches the minimum to about ten digits.',
  },
} as const;

/**
 * Linear regression with a mixed L1 and L2 penalty: some weights become exactly 0.
 *
 * Minimizes ||y - b - Xw||^2 / (2n) + alpha l1Ratio ||w||_1 + alpha (1 - l1Ratio) ||w||^2 / 2, rows counted
 * by weight, by cyclic coordinate descent from 0 on centered data, stopped by the duality gap. Columns are
 * not scaled. Sweeps, stopping rule and default tolerance are those of scikit-learn, so that published
 * figures come out to the digit; above 1024 columns, or 4 columns per row, sweeps leave out columns that
 * seem not to matter until the gap says otherwise.
 *
 * @shape x: n x p, y: n
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, ARGUMENT_INVALID for a target of classes, for unusable weights and
 * for features that are not finite.
 * @cost O(n p^2 / 2) once and O(p^2) per sweep, O(p^2) memory; with more columns O(entries in play) per
 * sweep, O(entries) memory.
 * @source Zou & Hastie (2005), "Regularization and variable selection via the elastic net", JRSS B
 * 67, 301-320; Friedman, Hastie & Tibshirani (2010), J. Stat. Software 33(1).
 */
export const elasticNet: Estimator<typeof params, LinearFunction> = {
  name: 'elastic-net',
  title: 'Elastic net',
  params,
  traits: {
    regression: true,
    classification: false,
    features: 'dense',
    weights: true,
    rowOrderInvariant: true,
    ignoresFeatures: false,
  },
  source:
    'Zou & Hastie (2005), JRSS B 67, 301-320; Friedman, Hastie & Tibshirani (2010), JSS 33(1).',
  fit: learn,
  predict: (state, x) => evaluateLinear('elastic-net', state, x),
  sparse: { fit: learn, predict: (state, x) => evaluateLinearSparse('elastic-net', state, x) },
};

interface ElasticNetParams {
  readonly alpha: number;
  readonly l1Ratio: number;
  readonly maxIterations: number;
  readonly tolerance: number;
}

function learn(
  x: Features,
  y: Target,
  { alpha, l1Ratio, maxIterations, tolerance }: ElasticNetParams,
  context: FitContext,
): LinearFunction {
  assertFitInputs(elasticNet, x, y, context);
  assertFinite('elastic-net', x);
  const target = numbersOf('elastic-net', y);
  const { weights } = context;
  const total = weights === undefined ? x.nRows : weights.reduce((sum, each) => sum + each, 0);
  const penalty = { l1: alpha * l1Ratio * total, l2: alpha * (1 - l1Ratio) * total };
  const byColumn = columnsInNeed(x);
  if (byColumn !== undefined)
    return lassoSquares(byColumn, target, { ...penalty, weights, maxIterations, tolerance });
  const products = isSparse(x) ? sparseMoments(x, target, weights) : moments(x, target, weights);
  const found = gramDescent(products, { ...penalty, maxIterations, tolerance });
  return throughMeans(found, products.means, products.targetMean);
}
