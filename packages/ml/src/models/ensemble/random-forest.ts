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
    doc: 'Drawn rows in a leaf at least; a row drawn twice counts twice.',
    search: { range: [1, 20], scale: 'log' },
  },
  maxFeatures: {
    kind: 'number',
    default: 0.3,
    range: [0, 1],
    doc: 'Share of the columns tried at each node; at least one is tried.',
    search: { range: [0.1, 1], scale: 'linear' },
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
    rowOrderInvariant: false,
    ignoresFeatures: false,
    members: 'nTrees',
  },
  source: 'Breiman (2001), "Random Forests", Machine Learning 45, 5-32.',
  fit(x, y, values, { random }) {
    assertFitShapes('random-forest', x, y);
    return plantTrees(x, y, { ...values, bootstrap: true, drawsCuts: false, random });
  },
  predict: (state, x) => predictTrees('random-forest', state, x),
};
