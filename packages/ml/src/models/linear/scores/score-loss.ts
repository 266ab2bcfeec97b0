/** What rows cost, as a function of their scores x w + b; convex, with a continuous slope. */
export interface ScoreLoss {
  /** Scores per row. */
  readonly nScores: number;
  /** A typical second derivative of a row's loss by its score. It scales the steps; no result depends on it. */
  readonly curvature: number;
  /**
   * Replaces the scores of rows by the slopes of their loss, times the weights of the rows.
   *
   * @param scores `count` x nScores, row-major; row 0 is row `from` of the data.
   * @returns The summed loss of these rows, times their weights.
   */
  toSlopes(scores: Float64Array, from: number, count: number): number;
}

/** Linear scores: weights and intercept of each. */
export interface LinearScores {
  /** Weight of column j in score k at k * nColumns + j. */
  readonly weights: Float64Array;
  /** One per score. */
  readonly intercepts: Float64Array;
}
