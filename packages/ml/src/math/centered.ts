import type { Matrix } from './matrix.ts';

/** Data moved so that every column and the target have mean 0. */
export interface Centered {
  readonly nRows: number;
  readonly nColumns: number;
  /** Mean of each column. Length p. */
  readonly means: Float64Array;
  readonly targetMean: number;
  /** x - means, column-major: column j starts at j * n. */
  readonly columns: Float64Array;
  /** y - targetMean. Length n. */
  readonly target: Float64Array;
}

/** Products of centered data: what the normal equations need. */
export interface Moments {
  /** X'X, p x p. */
  readonly gram: Float64Array;
  /** X'y, length p. */
  readonly crossed: Float64Array;
  /** y'y. */
  readonly targetSquares: number;
}

/**
 * A centered, column-major copy of the data.
 *
 * A column whose deviation is rounding noise (below 1e-13 of its mean) is constant and becomes 0.
 *
 * @shape x: n x p, y: n
 * @cost O(n p) time and memory.
 */
export function center(x: Matrix, y: Float64Array): Centered {
  const { nRows: n, nColumns: p, values } = x;
  const { means, deviations } = columnSpread(x);
  const columns = new Float64Array(n * p);
  for (let j = 0; j < p; j++) {
    if (deviations[j] === 0) continue;
    for (let i = 0; i < n; i++) columns[j * n + i] = values[i * p + j] - means[j];
  }
  const targetMean = columnSpread({ nRows: n, nColumns: 1, values: y }).means[0];
  const target = new Float64Array(n);
  for (let i = 0; i < n; i++) target[i] = y[i] - targetMean;
  return { nRows: n, nColumns: p, means, targetMean, columns, target };
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
 * @shape x: n x p
 * @cost O(n p) time, O(p) memory.
 */
export function columnSpread({ nRows: n, nColumns: p, values }: Matrix): ColumnSpread {
  const means = new Float64Array(p);
  for (let i = 0, at = 0; i < n; i++) for (let j = 0; j < p; j++) means[j] += values[at++];
  for (let j = 0; j < p; j++) means[j] /= n;
  const excess = new Float64Array(p);
  const squares = new Float64Array(p);
  for (let i = 0, at = 0; i < n; i++) {
    for (let j = 0; j < p; j++) {
      const d = values[at++] - means[j];
      excess[j] += d;
      squares[j] += d * d;
    }
  }
  const deviations = new Float64Array(p);
  for (let j = 0; j < p; j++) {
    const shift = excess[j] / n;
    const deviation = Math.sqrt(Math.max(squares[j] / n - shift * shift, 0));
    means[j] += shift;
    if (deviation > 1e-13 * Math.abs(means[j])) deviations[j] = deviation;
  }
  return { means, deviations };
}

/**
 * X'X, X'y and y'y of centered data.
 *
 * @cost O(n p^2 / 2) time, O(p^2) memory.
 */
export function moments({ nRows: n, nColumns: p, columns, target }: Centered): Moments {
  const gram = new Float64Array(p * p);
  const crossed = new Float64Array(p);
  for (let i = 0; i < p; i++) {
    const a = columns.subarray(i * n, (i + 1) * n);
    crossed[i] = dot(a, target);
    for (let j = 0; j <= i; j++) {
      gram[i * p + j] = dot(a, columns.subarray(j * n, (j + 1) * n));
      gram[j * p + i] = gram[i * p + j];
    }
  }
  return { gram, crossed, targetSquares: dot(target, target) };
}

/** The inner product of two vectors of one length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const n = a.length;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
    s2 += a[i + 2] * b[i + 2];
    s3 += a[i + 3] * b[i + 3];
  }
  for (; i < n; i++) s0 += a[i] * b[i];
  return s0 + s1 + (s2 + s3);
}
