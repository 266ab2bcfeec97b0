import type { Estimator } from '../estimator.ts';
import { assertFitInputs } from '../refusals.ts';
import { FOREST_PARAMS, plantTrees, predictTrees, type Trees } from '../tree/growth/index.ts';

const params = {
  ...FOREST_PARAMS,
  minLeaf: {
    ...FOREST_PARAMS.minLeaf,
    doc: 'Drawn rows in a leaf at least, by weight; a row drawn twice counts twice.',
  },
  outOfBag: {
    kind: 'flag',
    default: false,
    doc: 'Whether the state tells how well trees answer the rows that they did not draw: an estimate without rows held out.',
  },
} as const;

/**
 * Random forest: trees on rows drawn with replacement, each node split on a random part of the
 * columns, answers averaged.
 *
 * Columns are cut into at most 255 bins once for all trees (exactly, for columns with at most 255
 * distinct values). The first trees of a larger forest are those of a smaller one with the same seed.
 *
 * @shape x: n x p, y: n
 * @throws SHAPE_MISMATCH, TABLE_EMPTY
 * @cost O(nTrees n p maxFeatures depth) to fit; O(p + nTrees depth) per row to predict. 12 bytes
 * per inner node.
 * @source Breiman (2001), "Random Forests", Machine Learning 45, 5-32.
 */
export const randomForest: Estimator<typeof params, Trees> = {
  name: 'random-forest',
  title: 'Random forest',
  params,
  traits: {
    regression: true,
    classification: true,
    features: 'ordinal',
    weights: true,
    rowOrderInvariant: false,
    ignoresFeatures: false,
    members: 'nTrees',
  },
  source: 'Breiman (2001), "Random Forests", Machine Learning 45, 5-32.',
  fit(x, y, values, context) {
    assertFitInputs(randomForest, x, y, context);
    return plantTrees(x, y, {
      ...values,
      bootstrap: true,
      drawsCuts: false,
      ...context,
    });
  },
  predict: (state, x) => predictTrees('random-forest', state, x),
};
