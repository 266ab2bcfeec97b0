/**
 * A sum of decision trees as flat arrays: the state of every boosted or imported model.
 *
 * The raw answer of a row is `baseScores[k]` plus the leaves that its trees reach, each tree adding to
 * output `treeOutputs[t]`. It is exact and neutral: scoring compiles it into a faster layout.
 */
export interface TreeEnsemble {
  readonly nColumns: number;
  /** Raw numbers per row: 1, or one per class. */
  readonly nOutputs: number;
  /** Raw answer before any tree. Length nOutputs. */
  readonly baseScores: Float64Array;
  /** The output that tree t adds to. Length nTrees. */
  readonly treeOutputs: Int32Array;
  /** Inner nodes of tree t: nodeOffsets[t] to nodeOffsets[t + 1] - 1. A tree without one is its first leaf. Length nTrees + 1. */
  readonly nodeOffsets: Int32Array;
  /** Leaves of tree t: leafOffsets[t] to leafOffsets[t + 1] - 1. Length nTrees + 1. */
  readonly leafOffsets: Int32Array;
  /** Column that a node asks. One per node, as the next five. */
  readonly columns: Int32Array;
  /** A number goes left when it is at most this; for a node of a category, its position in `setOffsets`. */
  readonly thresholds: Float64Array;
  /** What follows for "left": a node of the same tree counted from its first one, or ~leaf of the same tree. */
  readonly lefts: Int32Array;
  readonly rights: Int32Array;
  /** Bits: see `NODE`. */
  readonly flags: Uint8Array;
  /** Weight of training rows that reached a node (sum of Hessians or rows), for explanations. 0 where not known. */
  readonly nodeWeights: Float64Array;
  /** Added to the output. One per leaf, as the next. */
  readonly leafValues: Float64Array;
  readonly leafWeights: Float64Array;
  /** Bits of the levels that go left, 32 per word: those of set s are words setOffsets[s] to setOffsets[s + 1] - 1. */
  readonly setWords: Int32Array;
  /** Length: sets + 1, or 1 when there is none. */
  readonly setOffsets: Int32Array;
}

/**
 * What a node's flags say.
 *
 * A category's value is truncated to a whole level; a level whose bit is not in the set goes right, as do
 * levels beyond the set. `goesLeft` is this as code.
 */
export const NODE = {
  /** A missing value goes left; else right. */
  missingLeft: 1,
  /** The node asks for a level of a category. */
  category: 2,
  /** Without this, NaN counts as 0: models of other libraries that saw no missing value. */
  nanIsMissing: 4,
  /** Also 0 (up to 1e-35 in single precision) is missing; says nothing about a category. */
  zeroIsMissing: 8,
  /** Also a negative level is missing: our own codes of categories. Without this it goes right. Says nothing about a number. */
  negativeIsMissing: 16,
} as const;

/** From raw answers to answers: themselves, exp, the logistic function, softmax over the outputs, or one logistic function per output. */
export type Link = 'identity' | 'exp' | 'logistic' | 'softmax' | 'logistic-each';
