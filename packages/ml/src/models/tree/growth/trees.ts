import type { Matrix } from '../../../math/index.ts';
import { assertColumns } from '../../refusals.ts';
import { binOf } from './bin-columns.ts';

/**
 * Trees as flat arrays: the state of a single tree and of every forest.
 *
 * Node i asks whether column `columns[i]` is at most its cut number `cuts[i]`; `children[2 i]` follows for yes,
 * `children[2 i + 1]` for no. A number below 0 means leaf `~number`. Cuts are kept once per column and leaves once per
 * distinct answer, both in full precision.
 */
export interface Trees {
  readonly nColumns: number;
  /** 0 for regression. */
  readonly nClasses: number;
  /** Cuts of column j, increasing, at cutOffsets[j] to cutOffsets[j + 1] - 1. */
  readonly cutValues: Float64Array;
  readonly cutOffsets: Int32Array;
  /** First node of each tree, or ~leaf. */
  readonly roots: Int32Array;
  readonly columns: Uint16Array | Int32Array;
  readonly cuts: Uint8Array;
  readonly children: Int32Array;
  /** One number per leaf: the mean, or the share of the second of two classes; else the share of each class. */
  readonly leaves: Float64Array;
}

const BLOCK = 256;

/**
 * Mean answer of the trees for each row.
 *
 * Each row is turned into bin numbers once, so that a node costs one comparison of bytes.
 *
 * @shape x: m x p; the result has m values, or m x nClasses.
 * @throws SHAPE_MISMATCH
 * @cost O(p log 255 + trees * depth) per row; no allocation per tree.
 */
export function predictTrees(owner: string, trees: Trees, x: Matrix): Float64Array {
  assertColumns(owner, trees.nColumns, x);
  const { nClasses, roots } = trees;
  const nOutputs = nClasses === 0 || nClasses === 2 ? 1 : nClasses;
  const sums = new Float64Array(x.nRows * nOutputs);
  const bins = new Uint8Array(Math.min(x.nRows, BLOCK) * x.nColumns);
  for (let start = 0; start < x.nRows; start += BLOCK) {
    const end = Math.min(start + BLOCK, x.nRows);
    binRows(trees, x, start, end, bins);
    if (nOutputs === 1) addSingle(trees, bins, start, end, sums);
    else addSeveral(trees, bins, start, end, sums, nOutputs);
  }
  for (let i = 0; i < sums.length; i++) sums[i] /= roots.length;
  return nClasses === 2 ? withComplement(sums) : sums;
}

function binRows(trees: Trees, x: Matrix, start: number, end: number, bins: Uint8Array): void {
  const { cutValues, cutOffsets, nColumns: p } = trees;
  let at = 0;
  for (let i = start; i < end; i++) {
    for (let j = 0; j < p; j++) {
      bins[at++] = binOf(cutValues, cutOffsets[j], cutOffsets[j + 1], x.values[i * p + j]);
    }
  }
}

function addSingle(
  { roots, columns, cuts, children, leaves, nColumns }: Trees,
  bins: Uint8Array,
  start: number,
  end: number,
  sums: Float64Array,
): void {
  for (let t = 0; t < roots.length; t++) {
    for (let i = start; i < end; i++) {
      const row = (i - start) * nColumns;
      let node = roots[t];
      while (node >= 0) {
        node = children[2 * node + (bins[row + columns[node]] <= cuts[node] ? 0 : 1)];
      }
      sums[i] += leaves[~node];
    }
  }
}

function addSeveral(
  { roots, columns, cuts, children, leaves, nColumns }: Trees,
  bins: Uint8Array,
  start: number,
  end: number,
  sums: Float64Array,
  nOutputs: number,
): void {
  for (let t = 0; t < roots.length; t++) {
    for (let i = start; i < end; i++) {
      const row = (i - start) * nColumns;
      let node = roots[t];
      while (node >= 0) {
        node = children[2 * node + (bins[row + columns[node]] <= cuts[node] ? 0 : 1)];
      }
      const leaf = ~node * nOutputs;
      for (let k = 0; k < nOutputs; k++) sums[i * nOutputs + k] += leaves[leaf + k];
    }
  }
}

function withComplement(shares: Float64Array): Float64Array {
  const both = new Float64Array(2 * shares.length);
  for (let i = 0; i < shares.length; i++) {
    both[2 * i] = 1 - shares[i];
    both[2 * i + 1] = shares[i];
  }
  return both;
}
