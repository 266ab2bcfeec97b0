/** Rows of two samples in the same bins, or of the same levels. */
export interface Bins {
  readonly reference: readonly number[];
  readonly current: readonly number[];
}
