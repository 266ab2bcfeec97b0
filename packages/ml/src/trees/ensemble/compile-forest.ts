import type { Matrix } from '../../math/index.ts';
import { assertWidth } from './assert-width.ts';
import { type BinnedTrees, outputsOf } from './binned-trees.ts';
import type { RawScorer } from './compile-ensemble.ts';
import { openForest } from './forest/forest-desk.ts';
import { rowOfForest } from './forest/row-of-forest.ts';
import { treeEnds } from './forest/tree-ends.ts';

/** From so many rows on, laying the trees out for the kernel costs less than walking each row. */
const FEWEST_ROWS = 32;
/** Rows that go through the trees together: a tree stays in the cache meanwhile, and so do they. */
const BLOCK_ROWS = 2048;

/**
 * Answers rows from deep trees: raw answers are sums of leaves, from 0 on, in the order of the trees.
 *
 * @param trees Checked by who made or loaded them.
 * @cost O(nodes) now; per call of many rows O(nodes) once and O(p + trees x depth) per row.
 */
export function compileForest(trees: BinnedTrees): RawScorer {
  const { nColumns } = trees;
  const nOutputs = outputsOf(trees);
  const answerRow = rowOfForest(trees);
  const ends = treeEnds(trees);
  return {
    nColumns,
    nOutputs,
    nTrees: trees.roots.length,
    raw(x) {
      assertWidth(nColumns, x.nColumns);
      const sums = new Float64Array(x.nRows * nOutputs);
      if (x.nRows >= FEWEST_ROWS) addInBlocks(trees, ends, x, sums);
      else for (let i = 0; i < x.nRows; i++) answerRow(x.values, i * nColumns, sums, i * nOutputs);
      return sums;
    },
  };
}

function addInBlocks(trees: BinnedTrees, ends: Int32Array, x: Matrix, sums: Float64Array): void {
  const nOutputs = outputsOf(trees);
  const desk = openForest(trees, Math.min(x.nRows, BLOCK_ROWS), ends);
  try {
    for (let start = 0; start < x.nRows; start += BLOCK_ROWS) {
      const end = Math.min(start + BLOCK_ROWS, x.nRows);
      desk.read(x, start, end);
      desk.sums.fill(0);
      for (let t = 0; t < trees.roots.length; t++) desk.add(t, end - start);
      sums.set(desk.sums.subarray(0, (end - start) * nOutputs), start * nOutputs);
    }
  } finally {
    desk.close();
  }
}
