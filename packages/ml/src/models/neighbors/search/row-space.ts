/** Rows to search among: all of them in panels, and a tree of boxes around them where that saves work. */
export interface RowSpace {
  readonly nRows: number;
  readonly nColumns: number;
  /** How columns add up: `SQUARED` or `ABSOLUTE` of the kernels. */
  readonly metric: number;
  /** The rows in panels of 8, the last one filled up with zeros. */
  readonly panels: Float64Array;
  /** Which row of the fit lies at each position. Length n. */
  readonly order: Int32Array;
  /** Levels of boxes below the whole; 0 means that every row is compared. */
  readonly depth: number;
  /**
   * Boxes in the order of a heap with 4 children per box, without the whole: the children of box i are
   * group i, 8 doubles per column (4 lower ends, 4 upper ends).
   */
  readonly boxes: Float64Array;
}
