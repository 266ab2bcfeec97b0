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
  /** Codes of the leaves: 256 bytes per tree, overwritten by the next call. At most 64 trees. */
  codes(firstTree: number, nTrees: number): Uint8Array;
  close(): void;
}

/** Most trees of one call of `codes`. */
export const CODED_TREES = 64;
const WORK_SETS = 258;

/** Takes memory of this thread's heap: the program, a block of rows and their sets. Nothing else may take before `close`. */
export function openBlocks(program: BlockProgram, nColumns: number, nOutputs: number): BlockScorer {
  const heap = threadHeap();
  const mark = heap.mark();
  const image = heap.take(program.image.length);
  const values = heap.take(BLOCK_ROWS * nColumns * 8);
  const sets = heap.take(program.nSets * SET_BYTES);
  const scratch = heap.take(program.nCodes * SET_BYTES);
  const work = heap.take(WORK_SETS * SET_BYTES);
  const codes = heap.take(CODED_TREES * BLOCK_ROWS);
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
      kernels.addTrees(image, placeOf(firstTree), nTrees, sets, work, codes, sums);
    },
    codes(firstTree, nTrees) {
      kernels.codeTrees(image, placeOf(firstTree), nTrees, sets, work, codes);
      return heap.bytes(codes, nTrees * BLOCK_ROWS);
    },
    close: () => heap.release(mark),
  };
}
