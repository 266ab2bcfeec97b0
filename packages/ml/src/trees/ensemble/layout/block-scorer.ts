import { loadKernels, SCORING, threadHeap } from '../../../kernels/index.ts';
import type { Matrix } from '../../../math/index.ts';
import { type BlockProgram, type BlockSlot, TREE_BYTES } from './block-program.ts';
import { BLOCK_ROWS, SET_BYTES } from './block-rows.ts';

/** Answers blocks of 256 rows; its memory is given back by `close`. */
export interface BlockScorer {
  /** Reads rows of x from `start` on and asks all questions about them. */
  read(x: Matrix, start: number, nRows: number): void;
  /** Raw answers so far: 256 per output. */
  readonly sums: Float64Array;
  /** Adds trees to the sums, by their position in the program. */
  add(firstTree: number, nTrees: number): void;
  /** Leaves of the rows: 256 per tree, overwritten by the next call. At most 64 trees. */
  leaves(firstTree: number, nTrees: number): Int32Array;
  close(): void;
}

/** Most trees of one call of `leaves`. */
export const LEAF_TREES = 64;
/** What kernels work on: 258 sets of rows, and a number per row. */
const WORK_BYTES = 258 * SET_BYTES + BLOCK_ROWS * 4;

/** Takes memory of this thread's heap: the program, a block of rows and their sets. Nothing else may take before `close`. */
export function openBlocks(program: BlockProgram, nColumns: number, nOutputs: number): BlockScorer {
  const heap = threadHeap();
  const mark = heap.mark();
  const image = heap.take(program.image.length);
  const values = heap.take(BLOCK_ROWS * nColumns * 8);
  const sets = heap.take(program.nSets * SET_BYTES);
  const scratch = heap.take(program.nCodes * SET_BYTES);
  const work = heap.take(WORK_BYTES);
  const leaves = heap.take(LEAF_TREES * BLOCK_ROWS * 4);
  const sums = heap.take(nOutputs * BLOCK_ROWS * 8);
  const kernels = loadKernels(SCORING, heap.memory);
  heap.bytes(image, program.image.length).set(program.image);
  const rows = heap.doubles(values, BLOCK_ROWS * nColumns);
  const setsOf = ({ firstSet }: BlockSlot): number => sets + firstSet * SET_BYTES;
  const placeOf = (tree: number): number => image + program.trees + tree * TREE_BYTES;
  return {
    sums: heap.doubles(sums, nOutputs * BLOCK_ROWS),
    read(x, start, nRows) {
      rows.set(x.values.subarray(start * nColumns, (start + nRows) * nColumns));
      const stride = nColumns * 8;
      const nSixteens = Math.ceil(nRows / 16);
      for (const slot of program.numbers) {
        const column = values + slot.column * 8;
        kernels.rowsBelowCuts(column, stride, nSixteens, image, image + slot.place, setsOf(slot));
      }
      for (const slot of program.categories) {
        const column = values + slot.column * 8;
        const to = setsOf(slot);
        kernels.rowsAtLevels(column, stride, nSixteens, image, image + slot.place, to, scratch);
      }
    },
    add(firstTree, nTrees) {
      kernels.addTrees(image, placeOf(firstTree), nTrees, sets, work, sums);
    },
    leaves(firstTree, nTrees) {
      kernels.leavesOfTrees(image, placeOf(firstTree), nTrees, sets, work, leaves);
      return heap.ints(leaves, nTrees * BLOCK_ROWS);
    },
    close: () => heap.release(mark),
  };
}
