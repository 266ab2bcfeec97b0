/** Sums of squares of a clustering. */
export interface SquaresSplit {
  readonly nRows: number;
  readonly k: number;
  /** Of the rows around the mean of all. */
  readonly total: number;
  /** Of the rows around their centers. */
  readonly within: number;
}

/**
 * Variance between clusters over variance within: larger is better.
 *
 * @returns 1 where the rows of each cluster are all alike, as scikit-learn; NaN for one cluster or as many as rows.
 * @source Calinski & Harabasz (1974), "A Dendrite Method for Cluster Analysis", Communications in Statistics 3, 1-27.
 */
export function calinskiHarabasz({ nRows, k, total, within }: SquaresSplit): number {
  if (k < 2 || k >= nRows) return Number.NaN;
  if (within === 0) return 1;
  return ((total - within) * (nRows - k)) / (within * (k - 1));
}
