/** A value that is known to lie between two others. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** How good a blend would be with one member more. Higher is better; -Infinity where the metric is not defined. */
export interface StepJudge {
  /** @param added What the metric reads of the new member's answers. */
  score(added: Float64Array): number;
  /** Cheaper than `score`, which lies between them. */
  bounds?(added: Float64Array): Bounds;
}

/** A metric as a function of a growing sum of answers. */
export interface Judge {
  /** The part of a member's answers that the metric reads. */
  read(answers: Float64Array): Float64Array;
  /**
   * @param sum Sum of what was read of the members so far; of zeros where there are none.
   * @param size Number of members once one is added.
   */
  at(sum: Float64Array, size: number): StepJudge;
}
