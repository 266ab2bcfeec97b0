import { type Matrix, type Random, seededRandom } from '../../../math/index.ts';
import type { Target } from '../../estimator.ts';
import { type BinnedColumns, binColumns } from './bin-columns.ts';
import { classCriterion } from './class-criterion.ts';
import type { Criterion } from './criterion.ts';
import { type Ground, growTree } from './grow-tree.ts';
import { makeLeafTable } from './leaf-table.ts';
import { momentCriterion } from './moment-criterion.ts';
import { makeNodeList } from './node-list.ts';
import { outOfBag } from './out-of-bag.ts';
import { drawRows, treeSeeds } from './row-draw.ts';
import type { Trees } from './trees.ts';

/** How trees grow. */
export interface PlantOptions {
  readonly nTrees: number;
  /** Levels of inner nodes at most. */
  readonly maxDepth: number;
  /** Training rows in a leaf at least; a row drawn twice counts twice. */
  readonly minLeaf: number;
  /** Share of the columns tried per node, 0 to 1; at least one column is tried. */
  readonly maxFeatures: number;
  /** Whether each tree sees n rows drawn with replacement instead of all. */
  readonly bootstrap: boolean;
  /** Whether the cut of a column is drawn instead of searched. */
  readonly drawsCuts: boolean;
  /** Whether the state tells how well trees answer the rows that they did not draw; for a bootstrap. Default false. */
  readonly outOfBag?: boolean;
  readonly random: Random;
}

/**
 * Grows trees on bins that they share.
 *
 * Each tree has its own generator, seeded from `random` in order: the first trees of a larger
 * forest are those of a smaller one.
 *
 * @shape x: n x p, y: n
 * @cost O(n p log n) once, then O(n * columns tried * depth) per tree.
 */
export function plantTrees(x: Matrix, y: Target, options: PlantOptions): Trees {
  const { nTrees, maxDepth, minLeaf, maxFeatures, bootstrap, drawsCuts, random } = options;
  const binned = binColumns(x);
  const weights = new Float64Array(x.nRows).fill(1);
  const criterion = criterionFor(binned, y, weights, minLeaf);
  const ground: Ground = {
    binned,
    criterion,
    maxDepth,
    nCandidates: Math.max(1, Math.round(maxFeatures * x.nColumns)),
    drawsCuts,
    nodes: makeNodeList(),
    leaves: makeLeafTable(criterion.nOutputs),
  };
  const everyRow = Int32Array.from({ length: x.nRows }, (_, i) => i);
  const seeds = treeSeeds(nTrees, random);
  const roots = Int32Array.from(seeds, (seed) => {
    const own = bootstrap ? drawRows(weights, seed) : seededRandom(seed);
    const rows = bootstrap ? everyRow.filter((i) => weights[i] > 0) : everyRow;
    return growTree(ground, rows, own);
  });
  const trees: Trees = {
    nColumns: x.nColumns,
    nClasses: y.kind === 'regression' ? 0 : y.nClasses,
    cutValues: binned.cuts.values,
    cutOffsets: binned.cuts.offsets,
    roots,
    nodes: ground.nodes.finish(),
    leaves: ground.leaves.values(),
  };
  return options.outOfBag ? { ...trees, outOfBag: outOfBag(trees, x, y, seeds) } : trees;
}

function criterionFor(
  binned: BinnedColumns,
  y: Target,
  weights: Float64Array,
  minLeaf: number,
): Criterion {
  if (y.kind === 'regression') {
    let origin = 0;
    for (let i = 0; i < y.values.length; i++) origin += y.values[i] / y.values.length;
    return momentCriterion(binned, { values: y.values, origin, weights }, minLeaf);
  }
  const { codes, nClasses } = y;
  if (nClasses !== 2) return classCriterion(binned, { codes, nClasses, weights }, minLeaf);
  return momentCriterion(binned, { values: Float64Array.from(codes), origin: 0, weights }, minLeaf);
}
