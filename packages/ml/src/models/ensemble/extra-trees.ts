import type { Estimator } from '../estimator.ts';
import { assertFitShapes } from '../refusals.ts';
import { plantTrees, predictTrees, type Trees } from '../tree/growth/index.ts';

const params = {
  nTrees: {
    kind: 'number',
    default: 100,
    range: [1, 100_000],
    integer: true,
    unit: 'trees',
    doc: 'Trees whose answers are averaged. More never hurt but cost time and memory.',
  },
  maxDepth: {
    kind: 'number',
    default: 64,
    range: [1, 1000],
    integer: true,
    unit: 'levels',
    doc: 'Questions between a root and a leaf at most.',
  },
  minLeaf: {
    kind: 'number',
    default: 3,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    unit: 'rows',
    doc: 'Training rows in a leaf at least.',
    search: { range: [1, 20], scale: 'log' },
  },
  maxFeatures: {
    kind: 'number',
    default: 0.5,
    range: [0, 1],
    doc: 'Share of the columns tried at each node; at least one is tried.',
    search: { range: [0.1, 1], scale: 'linear' },
  },
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
    rowOrderInvariant: false,
    ignoresFeatures: false,
    members: 'nTrees',
  },
  source:
    'Geurts, Ernst & Wehenkel (2006), "Extremely randomized trees", Machine Learning 63, 3-42.',
  fit(x, y, values, { random }) {
    assertFitShapes('extra-trees', x, y);
    return plantTrees(x, y, { ...values, bootstrap: false, drawsCuts: true, random });
  },
  predict: (state, x) => predictTrees('extra-trees', state, x),
};
