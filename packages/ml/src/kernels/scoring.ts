import type { KernelArea } from './load-kernels.ts';
import { WASM } from './scoring.generated.ts';
import { scoringTwin } from './scoring-twin.ts';

/**
 * Kernels that answer rows from trees: 256 at once by sets, or any number by their bins. Addresses are bytes; the
 * forms of records are described beside the kernels.
 *
 * A set of rows is 256 bits: row i is bit (i >> 4) & 7 of byte (i >> 7) * 16 + (i & 15).
 */
export interface ScoringKernels {
  /** For each cut of a column, the rows whose value is at most that cut; then those above all, and those missing. */
  rowsBelowCuts(
    values: number,
    stride: number,
    nSixteens: number,
    image: number,
    slot: number,
    sets: number,
  ): void;
  /** For each question on a category, the rows whose level goes left. */
  rowsAtLevels(
    values: number,
    stride: number,
    nSixteens: number,
    image: number,
    slot: number,
    sets: number,
    scratch: number,
  ): void;
  /** Adds to each row's sums the leaves that it reaches, tree after tree. */
  addTrees(
    image: number,
    trees: number,
    nTrees: number,
    sets: number,
    work: number,
    sums: number,
  ): void;
  /** The leaf that each row reaches: 256 Int32 per tree, from one tree to the next. */
  leavesOfTrees(
    image: number,
    trees: number,
    nTrees: number,
    sets: number,
    work: number,
    leaves: number,
  ): void;
  /** Bins of numbers: how many of the 255 increasing cuts lie below each value; NaN gets `missingBin`. */
  binNumbers(
    values: number,
    stride: number,
    n: number,
    cuts: number,
    missingBin: number,
    bins: number,
  ): void;
  /** Adds to the sums of listed rows the answers of the leaves that they reach in one tree of a forest. */
  addForestTree(
    nodes: number,
    root: number,
    leaves: number,
    nOutputs: number,
    bins: number,
    nRows: number,
    listed: number,
    nListed: number,
    work: number,
    sums: number,
  ): void;
}

/** Kernels that answer rows from trees. */
export const SCORING: KernelArea<ScoringKernels> = { wasm: WASM, twin: scoringTwin };
