/** What a node of a growing tree asks. */
export interface Split {
  /** Column of the table, counted in the order of its tracks. */
  readonly column: number;
  /** Bins up to this one go left; -1 for a category. */
  readonly cut: number;
  /** Bins of a category that go left, 32 per word; empty for numbers. */
  readonly levels: Int32Array;
  readonly missingLeft: boolean;
  /** Gain over the unsplit node, in units of the packed sums. */
  readonly gain: number;
  /** Sums of the left child, in units. */
  readonly gLeft: number;
  readonly hLeft: number;
}

/** A grown tree over bins: nodes in the order in which they were split, leaves in the order of their rows. */
export interface DraftTree {
  readonly splits: Split[];
  /** What follows for left and right: a node, or ~leaf. */
  readonly lefts: number[];
  readonly rights: number[];
  readonly nodeWeights: number[];
  readonly leaves: DraftLeaf[];
}

/** A leaf with its rows, which lie side by side in the list of rows. */
export interface DraftLeaf {
  readonly start: number;
  readonly count: number;
  /** Rows that were not drawn for the tree and end here all the same. */
  readonly outStart: number;
  readonly outCount: number;
  /** Sums of its rows, in units. */
  readonly g: number;
  readonly h: number;
  /** Bounds of its answer from monotone constraints, in units. */
  readonly lowest: number;
  readonly highest: number;
  /** Answer in units of the loss; filled when the tree is complete. */
  value: number;
}
