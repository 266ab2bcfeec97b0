import type { Estimator } from '../estimator.ts';
import { assertFitInputs } from '../refusals.ts';
import { plantTrees, predictTrees, type Trees } from './growth/index.ts';

const params = {
  maxDepth: {
    kind: 'number',
    default: 8,
    range: [1, 1000],
    integer: true,
    unit: 'levels',
    doc: 'Questions between the root and a leaf at most.',
    search: { range: [2, 20], scale: 'log' },
  },
  minLeaf: {
    kind: 'number',
    default: 5,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    unit: 'rows',
    doc: 'Training rows in a leaf at least, by weight.',
    search: { range: [1, 100], scale: 'log' },
  },
  maxFeatures: {
    kind: 'number',
    default: 1,
    range: [0, 1],
    doc: 'Share of the columns tried at each node; at least one is tried.',
  },
} as const;

/**
 * A single classification or regression tree (CART), grown by Gini impurity or squared error.
 *
 * Columns with at most 255 distinct values are split exactly; others at 254 cuts of about equal counts.
 *
 * @shape x: n x p, y: n
 * @throws SHAPE_MISMATCH, TABLE_EMPTY
 * @cost O(n p (log n + depth)) to fit, O(p + depth) per row to predict.
 * @source Breiman, Friedman, Olshen & Stone (1984), "Classification and Regression Trees".
 */
export const decisionTree: Estimator<typeof params, Trees> = {
  name: 'decision-tree',
  title: 'Decision tree',
  params,
  traits: {
    regression: true,
    classification: true,
    features: 'ordinal',
    weights: true,
    rowOrderInvariant: true,
    ignoresFeatures: false,
  },
  source: 'Breiman, Friedman, Olshen & Stone (1984), "Classification and Regression Trees".',
  fit(x, y, values, context) {
    assertFitInputs(decisionTree, x, y, context);
    return plantTrees(x, y, {
      ...values,
      nTrees: 1,
      bootstrap: false,
      drawsCuts: false,
      ...context,
    });
  },
  predict: (state, x) => predictTrees('decision-tree', state, x),
};
