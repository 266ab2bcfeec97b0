import { AppError } from '@kaizenml/contracts';
import { binOf } from '../../../kernels/trees/forest/binned-columns.ts';
import type { Matrix } from '../../../math/index.ts';
import { assertColumns } from '../../refusals.ts';
import { checkTrees } from './check-trees.ts';
import { NODE_SIZE } from './node-list.ts';
import type { OutOfBag } from './out-of-bag.ts';

/**
 * Trees as flat arrays: the state of a single tree and of every forest.
 *
 * An inner node is three numbers in a row: its question, what follows for yes, what follows for no.
 * The question q asks
 * whether the bin of column `q >> 8` is at most `q & 255`, that is whether the value is at most
 * that cut of the column.
 * What follows is a node's number, or ~leaf below 0. Cuts are kept once per column and leaves once
 * per distinct answer, both in
 * full precision.
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
  /** Three numbers per inner node. */
  readonly nodes: Int32Array;
  /** One number per leaf: the mean, or the share of the second of two classes; else the share of each class. */
  readonly leaves: Float64Array;
  /** Only where it was asked for. */
  readonly outOfBag?: OutOfBag;
}

const BLOCK = 256;

/**
 * Mean answer of the trees for each row, summed in the order of the trees.
 *
 * Each row is turned into bin numbers once, so that a node costs one comparison of bytes. Few rows walk
 * through all trees at once, many rows through one tree after the other: same sums, same bits.
 *
 * @shape x: m x p; the result has m values, or m x nClasses.
 * @throws SHAPE_MISMATCH, MODEL_ARTIFACT_INVALID
 * @cost O(p log 255 + trees * depth) per row; no allocation per tree.
 */
export function predictTrees(owner: string, trees: Trees, x: Matrix): Float64Array {
  checkTrees(owner, trees);
  assertColumns(owner, trees.nColumns, x);
  const { nColumns: p, roots } = trees;
  const nOutputs = outputsOf(trees);
  const sums = new Float64Array(x.nRows * nOutputs);
  const block = Math.min(x.nRows, BLOCK);
  const bins = new Uint8Array(block * p);
  const walk: Walk = {
    at: new Int32Array(Math.max(block, roots.length)),
    moving: new Int32Array(Math.max(block, roots.length)),
  };
  for (let start = 0; start < x.nRows; start += BLOCK) {
    const end = Math.min(start + BLOCK, x.nRows);
    binRows(trees, x, start, end, bins);
    const sumsOfBlock = sums.subarray(start * nOutputs, end * nOutputs);
    if (end - start < 16) {
      for (let i = 0; i < end - start; i++) {
        const own = sumsOfBlock.subarray(i * nOutputs, (i + 1) * nOutputs);
        addTreesOfRow(trees, bins.subarray(i * p, (i + 1) * p), walk, own);
      }
    } else {
      addRowsTreeByTree(trees, bins, end - start, walk, sumsOfBlock);
    }
  }
  for (let i = 0; i < sums.length; i++) sums[i] /= roots.length;
  return toAnswers(trees, sums);
}

/** Answers from means over trees: of two classes, the leaves tell the second one's share. */
export function toAnswers({ nClasses }: Trees, means: Float64Array): Float64Array {
  return nClasses === 2 ? withComplement(means) : means;
}

/**
 * Adds what one tree says about some rows.
 *
 * @param bins Of all rows, row by row. @param sums Of all rows, as many numbers each as a leaf has.
 * @throws MODEL_ARTIFACT_INVALID
 */
export function addTreeOfRows(
  trees: Trees,
  tree: number,
  bins: Uint8Array,
  rows: Int32Array,
  sums: Float64Array,
): void {
  const { roots, nodes, leaves, nColumns: p } = trees;
  const nOutputs = outputsOf(trees);
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k];
    let at = roots[tree];
    while (at >= 0) {
      const question = nodes[NODE_SIZE * at];
      const isNo = bins[row * p + (question >> 8)] > (question & 255) ? 1 : 0;
      const next = nodes[NODE_SIZE * at + 1 + isNo];
      // A child comes after its parent, so that no path is endless.
      if (next >= 0 && next <= at) throw goesInCircles();
      at = next;
    }
    addLeaf(leaves, ~at, sums, row * nOutputs, nOutputs);
  }
}

/** Numbers per leaf. */
export function outputsOf({ nClasses }: Pick<Trees, 'nClasses'>): number {
  return nClasses === 0 || nClasses === 2 ? 1 : nClasses;
}

interface Walk {
  /** Where each walker stands: a node, or ~leaf. */
  readonly at: Int32Array;
  /** Walkers that have not reached a leaf. */
  readonly moving: Int32Array;
}

/**
 * Moves walkers down to their leaves, one level per pass: the steps of a pass do not wait for each
 * other.
 *
 * @param stride Distance between the bins of two walkers; 0 when all of them read the same row.
 */
function descend(
  nodes: Int32Array,
  bins: Uint8Array,
  stride: number,
  { at, moving }: Walk,
  nWalkers: number,
): void {
  let nMoving = 0;
  for (let k = 0; k < nWalkers; k++) if (at[k] >= 0) moving[nMoving++] = k;
  for (let levelsLeft = nodes.length / NODE_SIZE; nMoving > 0; levelsLeft--) {
    if (levelsLeft <= 0) throw goesInCircles();
    let stillMoving = 0;
    for (let i = 0; i < nMoving; i++) {
      const k = moving[i];
      const node = at[k] * NODE_SIZE;
      const question = nodes[node];
      const isNo = ((question & 255) - bins[k * stride + (question >> 8)]) >>> 31;
      const next = nodes[node + 1 + isNo];
      at[k] = next;
      moving[stillMoving] = k;
      stillMoving += 1 + (next >> 31);
    }
    nMoving = stillMoving;
  }
}

function goesInCircles(): AppError {
  return new AppError('MODEL_ARTIFACT_INVALID', {
    message: 'Every path of a tree must end in a leaf, got one that goes in circles.',
    hint: 'The artifact is damaged: train the model again, or take it from a backup.',
    details: { part: 'trees' },
  });
}

function addTreesOfRow(trees: Trees, bins: Uint8Array, walk: Walk, sums: Float64Array): void {
  const { roots, nodes, leaves } = trees;
  walk.at.set(roots);
  descend(nodes, bins, 0, walk, roots.length);
  for (let t = 0; t < roots.length; t++) addLeaf(leaves, ~walk.at[t], sums, 0, sums.length);
}

function addRowsTreeByTree(
  trees: Trees,
  bins: Uint8Array,
  nRows: number,
  walk: Walk,
  sums: Float64Array,
): void {
  const { roots, nodes, leaves, nColumns } = trees;
  const nOutputs = sums.length / nRows;
  for (let t = 0; t < roots.length; t++) {
    walk.at.fill(roots[t], 0, nRows);
    descend(nodes, bins, nColumns, walk, nRows);
    for (let i = 0; i < nRows; i++) addLeaf(leaves, ~walk.at[i], sums, i * nOutputs, nOutputs);
  }
}

function addLeaf(
  leaves: Float64Array,
  leaf: number,
  sums: Float64Array,
  start: number,
  nOutputs: number,
): void {
  for (let k = 0; k < nOutputs; k++) sums[start + k] += leaves[leaf * nOutputs + k];
}

/** The bins of the rows `start` to `end` - 1, row by row. */
export function binRows(
  trees: Trees,
  x: Matrix,
  start: number,
  end: number,
  bins: Uint8Array,
): void {
  const { cutValues, cutOffsets, nColumns: p } = trees;
  let at = 0;
  for (let i = start; i < end; i++) {
    for (let j = 0; j < p; j++) {
      bins[at++] = binOf(cutValues, cutOffsets[j], cutOffsets[j + 1], x.values[i * p + j]);
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
