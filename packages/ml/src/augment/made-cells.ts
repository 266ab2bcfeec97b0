/** Cells of made rows, in the order of their parents, for the columns of `Features`. */
export interface MadeCells {
  /** Missing is NaN. */
  readonly numbers: readonly Float64Array[];
  /** Codes of the feature; missing is -1. */
  readonly categories: readonly Int32Array[];
}
