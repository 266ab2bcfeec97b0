import type { Matrix } from '../../../math/index.ts';
import type { TreeEnsemble } from '../tree-ensemble.ts';
import type { BlockProgram } from './block-program.ts';
import { BLOCK_ROWS } from './block-rows.ts';
import { type BlockScorer, LEAF_TREES, openBlocks } from './block-scorer.ts';

/** From so many rows on a block costs less than walking each of them. */
const FEWEST_ROWS = 32;

/** How many of the rows are answered in blocks; fewer are left than are worth one. */
export function rowsInBlocks(nRows: number): number {
  const rest = nRows % BLOCK_ROWS;
  return rest < FEWEST_ROWS ? nRows - rest : nRows;
}

/**
 * Raw answers of the first rows, after the trees that each stage ends with.
 *
 * @param stages Receive rows x nOutputs each.
 */
export function stagesOfBlocks(
  { nOutputs, baseScores }: TreeEnsemble,
  program: BlockProgram,
  x: Matrix,
  nRows: number,
  ends: readonly number[],
  stages: readonly Float64Array[],
): void {
  eachBlock(program, x, nRows, nOutputs, (blocks, start, end) => {
    const { sums } = blocks;
    baseScores.forEach((score, k) => {
      sums.fill(score, k * BLOCK_ROWS, (k + 1) * BLOCK_ROWS);
    });
    for (let s = 0; s < ends.length; s++) {
      const first = s === 0 ? 0 : ends[s - 1];
      blocks.add(first, ends[s] - first);
      const stage = stages[s];
      for (let k = 0; k < nOutputs; k++)
        for (let i = start; i < end; i++)
          stage[i * nOutputs + k] = sums[k * BLOCK_ROWS + i - start];
    }
  });
}

/** Leaves of the first rows, rows x trees, counted from each tree's first. */
export function leavesOfBlocks(
  { treeOutputs }: TreeEnsemble,
  program: BlockProgram,
  x: Matrix,
  nRows: number,
  leaves: Int32Array,
): void {
  const nTrees = treeOutputs.length;
  eachBlock(program, x, nRows, 1, (blocks, start, end) => {
    for (let first = 0; first < nTrees; first += LEAF_TREES) {
      const nHere = Math.min(LEAF_TREES, nTrees - first);
      const own = blocks.leaves(first, nHere);
      for (let t = 0; t < nHere; t++)
        for (let i = start; i < end; i++)
          leaves[i * nTrees + first + t] = own[t * BLOCK_ROWS + i - start];
    }
  });
}

function eachBlock(
  program: BlockProgram,
  x: Matrix,
  nRows: number,
  nOutputs: number,
  visit: (blocks: BlockScorer, start: number, end: number) => void,
): void {
  if (nRows === 0) return;
  const blocks = openBlocks(program, x.nColumns, nOutputs);
  try {
    for (let start = 0; start < nRows; start += BLOCK_ROWS) {
      const end = Math.min(start + BLOCK_ROWS, nRows);
      blocks.read(x, start, end - start);
      visit(blocks, start, end);
    }
  } finally {
    blocks.close();
  }
}
