/** A comparison of two binned samples: a description plus one pure function. */
export interface DriftTest {
  /** Kebab-case, the name of its file. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** Legal values, closed. 0 is no difference. */
  readonly bounds: readonly [low: number, high: number];
  /** Whether swapping the samples changes nothing. */
  readonly isSymmetric: boolean;
  /** Value above which the field speaks of drift. */
  readonly threshold: number;
  /** One plain sentence for a person who never met it. */
  readonly doc: string;
  readonly source: string;
  /**
   * The difference between two samples.
   *
   * @param reference Counts per bin. Length k.
   * @param current Counts per bin, same bins in the same order. Length k.
   * @returns 0 when the shares are equal, and when one of the samples is empty.
   * @throws SHAPE_MISMATCH when the two have different lengths.
   */
  compute(reference: readonly number[], current: readonly number[]): number;
}
