/**
 * Deep trees whose questions are about bins, as flat arrays: a single tree, or a forest whose answers are averaged.
 *
 * An inner node is three numbers in a row: its question, what follows for yes, what follows for no.
 * The question q asks whether the bin of column `q >> 8` is at most `q & 255`, that is whether the value is at
 * most that cut of the column.
 * What follows is a later node's number, or ~leaf below 0. Cuts are kept once per column and leaves once
 * per distinct answer, both in full precision.
 */
export interface BinnedTrees {
  readonly nColumns: number;
  /** 0 for regression. */
  readonly nClasses: number;
  /** Cuts of column j, increasing, at cutOffsets[j] to cutOffsets[j + 1] - 1; at most 254. */
  readonly cutValues: Float64Array;
  readonly cutOffsets: Int32Array;
  /** First node of each tree, or ~leaf. */
  readonly roots: Int32Array;
  /** Three numbers per inner node. */
  readonly nodes: Int32Array;
  /** One number per leaf: the mean, or the share of the second of two classes; else the share of each class. */
  readonly leaves: Float64Array;
}

/** Entries per inner node: its question, what follows for yes, what follows for no. */
export const NODE_SIZE = 3;

/** Numbers per leaf. */
export function outputsOf({ nClasses }: Pick<BinnedTrees, 'nClasses'>): number {
  return nClasses === 0 || nClasses === 2 ? 1 : nClasses;
}
