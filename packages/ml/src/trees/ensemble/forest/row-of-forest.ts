import { binOf } from '../../../kernels/trees/forest/binned-columns.ts';
import { type BinnedTrees, NODE_SIZE, outputsOf } from '../binned-trees.ts';

/** Adds what all trees say about the row whose values begin at `start` to its sums, which begin at `to`. */
export type ForestRow = (
  values: Float64Array,
  start: number,
  sums: Float64Array,
  to: number,
) => void;

/**
 * Answers one row after the other: for rows too few to lay trees out for the kernel.
 *
 * A row goes through all trees at once, one level per pass: the steps of a pass do not wait for each other.
 *
 * @param trees Checked.
 * @cost O(p log 255 + trees x depth) per row, without allocation.
 */
export function rowOfForest(trees: BinnedTrees): ForestRow {
  const { nColumns, cutValues, cutOffsets, roots, nodes, leaves } = trees;
  const nOutputs = outputsOf(trees);
  const bins = new Uint8Array(nColumns);
  const at = new Int32Array(roots.length);
  const moving = new Int32Array(roots.length);
  return (values, start, sums, to) => {
    for (let j = 0; j < nColumns; j++)
      bins[j] = binOf(cutValues, cutOffsets[j], cutOffsets[j + 1], values[start + j]);
    descend(roots, nodes, bins, at, moving);
    for (let t = 0; t < roots.length; t++)
      for (let k = 0, leaf = ~at[t] * nOutputs; k < nOutputs; k++) sums[to + k] += leaves[leaf + k];
  };
}

/** Leaves where each tree has led to, as ~leaf, in `at`. */
function descend(
  roots: Int32Array,
  nodes: Int32Array,
  bins: Uint8Array,
  at: Int32Array,
  moving: Int32Array,
): void {
  at.set(roots);
  let nMoving = 0;
  for (let t = 0; t < roots.length; t++) if (at[t] >= 0) moving[nMoving++] = t;
  while (nMoving > 0) {
    let nStill = 0;
    for (let i = 0; i < nMoving; i++) {
      const t = moving[i];
      const node = at[t] * NODE_SIZE;
      const question = nodes[node];
      const isNo = ((question & 255) - bins[question >> 8]) >>> 31;
      const next = nodes[node + 1 + isNo];
      at[t] = next;
      moving[nStill] = t;
      nStill += 1 + (next >> 31);
    }
    nMoving = nStill;
  }
}
