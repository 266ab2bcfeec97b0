import type { Estimator } from '../estimator.ts';
import { assertFitInputs } from '../refusals.ts';
import { FOREST_PARAMS, plantTrees, predictTrees, type Trees } from '../tree/growth/index.ts';

const params = {
  ...FOREST_PARAMS,
  maxFeatures: { ...FOREST_PARAMS.maxFeatures, default: 0.5 },
} as const;

/**
 * Extremely randomized trees: each node compares one random cut of each of a few random columns;
 * all rows, answers averaged.
 *
 * Columns are cut into at most 255 bins once for all trees; a cut is drawn evenly between the least and
 * the largest value at the node and moved up to the next border of a bin. The first trees of a
 * larger forest are those of a smaller one with the same seed.
 *
 * @shape x: n x p, y: n
 * @throws SHAPE_MISMATCH, TABLE_EMPTY
 * @cost O(nTrees n p maxFeatures depth) to fit; O(p + nTrees depth) per row to predict. 12 bytes
 * per inner node.
 * @source Geurts, Ernst & Wehenkel (2006), "Extremely randomized trees", Machine Learning 63, 3-42.
 */
export const extraTrees: Estimator<typeof params, Trees> = {
  name: 'extra-trees',
  title: 'Extra trees',
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
  source:
    'Geurts, Ernst & Wehenkel (2006), "Extremely randomized trees", Machine Learning 63, 3-42.',
  fit(x, y, values, context) {
    assertFitInputs(extraTrees, x, y, context);
    return plantTrees(x, y, {
      ...values,
      bootstrap: false,
      drawsCuts: true,
      ...context,
    });
  },
  predict: (state, x) => predictTrees('extra-trees', state, x),
};
