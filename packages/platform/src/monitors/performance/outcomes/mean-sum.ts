import type { Estimate } from '@kaizenml/contracts';

/** Sums by which a mean, its spread and how far it may be believed are known. */
export interface MeanSum {
  nRows: number;
  weight: number;
  weightSquares: number;
  mean: number;
  /** Sum of the squared distances to the mean, by weights. */
  squares: number;
}

/** Mean of nothing. */
export function noMean(): MeanSum {
  return { nRows: 0, weight: 0, weightSquares: 0, mean: 0, squares: 0 };
}

/** Counts a value of a weight above 0, in place. @source West (1979), Communications of the ACM 22, 532-535. */
export function addToMean(sum: MeanSum, value: number, weight: number): void {
  sum.nRows++;
  sum.weight += weight;
  sum.weightSquares += weight * weight;
  const distance = value - sum.mean;
  sum.mean += (distance * weight) / sum.weight;
  sum.squares += weight * distance * (value - sum.mean);
}

/** Adds another mean, in place. @source Chan, Golub & LeVeque (1983), American Statistician 37, formula (1.5), with weights for counts. */
export function addMean(sum: MeanSum, other: MeanSum): void {
  if (other.weight === 0) return;
  const weight = sum.weight + other.weight;
  const distance = other.mean - sum.mean;
  sum.squares += other.squares + (distance * distance * sum.weight * other.weight) / weight;
  sum.mean += (distance * other.weight) / weight;
  sum.nRows += other.nRows;
  sum.weightSquares += other.weightSquares;
  sum.weight = weight;
}

/** Standard error of the mean, for as many rows of weight 1 as say the same; NaN of fewer than two. @source Kish (1965), "Survey Sampling", section 11.7. */
export function errorOfMean({ weight, weightSquares, squares }: MeanSum): number {
  const n = weightSquares === 0 ? 0 : weight ** 2 / weightSquares;
  return n > 1 ? Math.sqrt(squares / weight / (n - 1)) : Number.NaN;
}

/** The mean with its normal interval. @param z Standard normal quantile of the coverage. */
export function estimateMean(sum: MeanSum, z: number): Estimate {
  const half = z * errorOfMean(sum);
  if (!(half > 0)) return { value: sum.mean, low: null, high: null };
  return { value: sum.mean, low: sum.mean - half, high: sum.mean + half };
}
