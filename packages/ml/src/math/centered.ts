import type { Matrix } from './matrix.ts';

/** Data moved so that every column and the target have mean 0. */
export interface Centered {
  readonly nRows: number;
  readonly nColumns: number;
  /** Mean of each column. Length p. */
  readonly means: Float64Array;
  readonly targetMean: number;
  /** x - means, column-major: column j starts at j * n. Times the root of the row's weight. */
  readonly columns: Float64Array;
  /** y - targetMean, times the root of the row's weight. Length n. */
  readonly target: Float64Array;
}

/**
 * A centered, column-major copy of the data.
 *
 * A column whose deviation is rounding noise (below 1e-13 of its mean) is constant and becomes 0.
 *
 * @param weights How much each row counts. Default 1 each.
 * @shape x: n x p, y: n
 * @cost O(n p) time and memory.
 */
export function center(x: Matrix, y: Float64Array, weights?: Float64Array): Centered {
  const { nRows: n, nColumns: p, values } = x;
  const { means, deviations } = columnSpread(x, weights);
  const roots = weights?.map(Math.sqrt) ?? new Float64Array(n).fill(1);
  const columns = new Float64Array(n * p);
  for (let j = 0; j < p; j++) {
    if (deviations[j] === 0) continue;
    for (let i = 0; i < n; i++) columns[j * n + i] = (values[i * p + j] - means[j]) * roots[i];
  }
  const targetMean = meanOf(y, weights);
  const target = y.map((value, i) => (value - targetMean) * roots[i]);
  return { nRows: n, nColumns: p, means, targetMean, columns, target };
}

/** Mean of numbers, counted by weight. Default weight: 1 each. */
export function meanOf(values: Float64Array, weights?: Float64Array): number {
  return columnSpread({ nRows: values.length, nColumns: 1, values }, weights).means[0];
}

/** Mean and standard deviation of every column. */
export interface ColumnSpread {
  /** Length p. */
  readonly means: Float64Array;
  /** Population standard deviation, length p; 0 where it is below 1e-13 of the mean. */
  readonly deviations: Float64Array;
}

/**
 * Mean and standard deviation of every column, each in a second pass around the first mean.
 *
 * @param weights How much each row counts. Default 1 each.
 * @shape x: n x p
 * @cost O(n p) time, O(p) memory.
 */
export function columnSpread(
  { nRows: n, nColumns: p, values }: Matrix,
  weights?: Float64Array,
): ColumnSpread {
  const counted = weights ?? new Float64Array(n).fill(1);
  let total = 0;
  const means = new Float64Array(p);
  for (let i = 0, at = 0; i < n; i++) {
    const weight = counted[i];
    total += weight;
    for (let j = 0; j < p; j++) means[j] += weight * values[at++];
  }
  for (let j = 0; j < p; j++) means[j] /= total;
  const excess = new Float64Array(p);
  const squares = new Float64Array(p);
  for (let i = 0, at = 0; i < n; i++) {
    const weight = counted[i];
    for (let j = 0; j < p; j++) {
      const d = values[at++] - means[j];
      excess[j] += weight * d;
      squares[j] += weight * d * d;
    }
  }
  const deviations = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    const shift = excess[j] / total;
    const deviation = Math.sqrt(Math.max(squares[j] / total - shift * shift, 0));
    means[j] += shift;
    if (deviation > 1e-13 * Math.abs(means[j])) deviations[j] = deviation;
  }
  return { means, deviations };
}
