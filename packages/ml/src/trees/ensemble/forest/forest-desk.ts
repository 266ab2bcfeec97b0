import { type Heap, loadKernels, SCORING, threadHeap } from '../../../kernels/index.ts';
import type { Matrix } from '../../../math/index.ts';
import { type BinnedTrees, NODE_SIZE, outputsOf } from '../binned-trees.ts';
import { treeEnds } from './tree-ends.ts';

/** Answers rows tree by tree in memory that is given back by `close`. */
export interface ForestDesk {
  /** Reads the bins of rows `start` to `end` - 1 of x: they become rows 0 to `end - start` - 1 of the desk. */
  read(x: Matrix, start: number, end: number): void;
  /** Sums of the desk's rows so far, as many numbers each as a leaf has. */
  readonly sums: Float64Array;
  /** Rows of the desk that `add` answers; all of them until changed. */
  readonly listed: Int32Array;
  /** Adds what a tree says about the first so many listed rows to their sums. Fast in the order of the trees. */
  add(tree: number, nListed: number): void;
  close(): void;
}

const NODE_BYTES = 4 * NODE_SIZE;
/** Cuts per column as the kernel reads them. */
const MAX_CUTS = 255;
/** Nodes that lie in the kernels' memory at a time, unless a single tree has more. */
const HELD_NODES = 2 ** 24;
/** Rows whose values are read at a time. */
const READ_ROWS = 256;
/** What the kernel works on, per row. */
const WORK_BYTES = 12;

/**
 * Takes memory of this thread's heap for so many rows. Nothing else may take before `close`.
 *
 * @param trees Checked. @param ends From `treeEnds`, for who opens desks often.
 */
export function openForest(
  trees: BinnedTrees,
  nRows: number,
  ends: Int32Array = treeEnds(trees),
): ForestDesk {
  const heap = threadHeap();
  const mark = heap.mark();
  const nOutputs = outputsOf(trees);
  const leaves = heap.take(trees.leaves.byteLength);
  const bins = heap.take(trees.nColumns * nRows);
  const listed = heap.take(4 * nRows);
  const work = heap.take(WORK_BYTES * nRows);
  const sums = heap.take(8 * nOutputs * nRows);
  const read = columnReader(heap, trees, { bins, nRows });
  const nodesOf = nodeHolder(heap, trees, ends);
  const kernels = loadKernels(SCORING, heap.memory);
  heap.doubles(leaves, trees.leaves.length).set(trees.leaves);
  const rows = heap.ints(listed, nRows);
  for (let row = 0; row < nRows; row++) rows[row] = row;
  return {
    read,
    sums: heap.doubles(sums, nOutputs * nRows).fill(0),
    listed: rows,
    add(tree, nListed) {
      const root = trees.roots[tree];
      kernels.addForestTree(
        nodesOf(tree),
        root,
        leaves,
        nOutputs,
        bins,
        nRows,
        listed,
        nListed,
        work,
        sums,
      );
    },
    close: () => heap.release(mark),
  };
}

function columnReader(
  heap: Heap,
  { nColumns: p, cutValues, cutOffsets }: BinnedTrees,
  { bins, nRows }: { readonly bins: number; readonly nRows: number },
): ForestDesk['read'] {
  const cuts = heap.take(8 * MAX_CUTS * p);
  const values = heap.take(8 * READ_ROWS * p);
  const placed = heap.doubles(cuts, MAX_CUTS * p).fill(Number.POSITIVE_INFINITY);
  for (let j = 0; j < p; j++)
    placed.set(cutValues.subarray(cutOffsets[j], cutOffsets[j + 1]), j * MAX_CUTS);
  return (x, start, end) => {
    const kernels = loadKernels(SCORING, heap.memory);
    const room = heap.doubles(values, READ_ROWS * p);
    for (let first = start; first < end; first += READ_ROWS) {
      const last = Math.min(first + READ_ROWS, end);
      room.set(x.values.subarray(first * p, last * p));
      for (let j = 0; j < p; j++) {
        const own = cuts + 8 * MAX_CUTS * j;
        const to = bins + nRows * j + first - start;
        const nCuts = cutOffsets[j + 1] - cutOffsets[j];
        kernels.binNumbers(values + 8 * j, p, last - first, own, nCuts, to);
      }
    }
  };
}

/** Says where node 0 would lie so that a tree's own nodes lie in memory; brings those of the next trees along. */
function nodeHolder(
  heap: Heap,
  { roots, nodes }: BinnedTrees,
  ends: Int32Array,
): (tree: number) => number {
  const sizes = roots.map((root, t) => (root < 0 ? 0 : ends[t] - root));
  const nAll = sizes.reduce((sum, size) => sum + size, 0);
  const nHeld = Math.max(Math.min(nAll, HELD_NODES), ...sizes);
  const at = heap.take(NODE_BYTES * nHeld);
  const places = new Float64Array(roots.length);
  let first = 0;
  let end = 0;
  const hold = (from: number): void => {
    const room = heap.ints(at, NODE_SIZE * nHeld);
    first = from;
    end = from;
    for (let n = 0; end < roots.length && n + sizes[end] <= nHeld; n += sizes[end++]) {
      const root = Math.max(0, roots[end]);
      room.set(nodes.subarray(NODE_SIZE * root, NODE_SIZE * (root + sizes[end])), NODE_SIZE * n);
      places[end] = at + NODE_BYTES * (n - root);
    }
  };
  return (tree) => {
    if (tree < first || tree >= end) hold(tree);
    return places[tree];
  };
}
