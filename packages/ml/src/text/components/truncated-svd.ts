import type { Random, SparseMatrix } from '../../math/index.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

/** The leading part of X = U S V'. */
export interface TruncatedSvd {
  /** V: k numbers per column of X, side by side. @shape p x k, row-major */
  readonly directions: Float64Array;
  /** Largest first. Length k. */
  readonly singularValues: Float64Array;
}

/** How the directions are sought. */
export interface SvdOptions {
  /** k; fewer where X has fewer independent columns. */
  readonly nComponents: number;
  /** Passes over X and X' that sharpen the directions. */
  readonly nIterations: number;
  readonly random: Random;
}

/** Directions that are sought beside the wanted ones. */
const EXTRA = 10;
/** Directions whose squares are smaller than this share of the largest are noise. */
const NOISE = 1e-13;

/**
 * The directions in which rows differ most, by random projection: rows that are mostly zeros are never written out.
 *
 * Each direction has the sign that makes its largest entry positive. Columns are not centered.
 *
 * @cost (2 iterations + 2) (k + 10) entries, and as many times (n + p) (k + 10)^2.
 * @source Halko, Martinsson & Tropp (2011), "Finding structure with randomness", SIAM Review 53, 217-288.
 */
export function truncatedSvd(x: SparseMatrix, options: SvdOptions): TruncatedSvd {
  const { nComponents, nIterations, random } = options;
  const l = Math.min(nComponents + EXTRA, x.nRows, x.nColumns);
  const start = Float64Array.from({ length: x.nColumns * l }, () => random.normal());
  let scores = orthonormal(times(x, start, l), l);
  for (let i = 0; i < nIterations; i++)
    scores = orthonormal(times(x, timesTransposed(x, scores, l), l), l);
  const inner = timesTransposed(x, orthonormal(scores, l), l);
  const { values, vectors } = symmetricEigen(gram(inner, l), l);
  const rank = values.findIndex((value) => value <= NOISE * values[0]);
  const k = Math.min(nComponents, rank < 0 ? l : rank);
  const kept = new Float64Array(l * k);
  for (let i = 0; i < l; i++)
    for (let c = 0; c < k; c++) kept[i * k + c] = vectors[i * l + c] / Math.sqrt(values[c]);
  return {
    directions: withSigns(timesSmall(inner, l, kept, k), k),
    singularValues: Float64Array.from({ length: k }, (_, c) => Math.sqrt(values[c])),
  };
}

/** X B. */
function times(x: SparseMatrix, b: Float64Array, l: number): Float64Array {
  const product = new Float64Array(x.nRows * l);
  for (let i = 0; i < x.nRows; i++) {
    const out = i * l;
    for (let at = x.offsets[i]; at < x.offsets[i + 1]; at++) {
      const value = x.values[at];
      const start = x.columns[at] * l;
      for (let c = 0; c < l; c++) product[out + c] += value * b[start + c];
    }
  }
  return product;
}

/** X' B. */
function timesTransposed(x: SparseMatrix, b: Float64Array, l: number): Float64Array {
  const product = new Float64Array(x.nColumns * l);
  for (let i = 0; i < x.nRows; i++) {
    const start = i * l;
    for (let at = x.offsets[i]; at < x.offsets[i + 1]; at++) {
      const value = x.values[at];
      const out = x.columns[at] * l;
      for (let c = 0; c < l; c++) product[out + c] += value * b[start + c];
    }
  }
  return product;
}

/** B'B, of rows of l numbers. */
function gram(b: Float64Array, l: number): Float64Array {
  const products = new Float64Array(l * l);
  for (let start = 0; start < b.length; start += l) {
    for (let c = 0; c < l; c++) {
      const value = b[start + c];
      if (value !== 0) for (let d = c; d < l; d++) products[c * l + d] += value * b[start + d];
    }
  }
  for (let c = 0; c < l; c++) for (let d = 0; d < c; d++) products[c * l + d] = products[d * l + c];
  return products;
}

/** B A, with rows of l numbers and a small A of l x k. */
function timesSmall(b: Float64Array, l: number, a: Float64Array, k: number): Float64Array {
  const product = new Float64Array((b.length / l) * k);
  for (let start = 0, out = 0; start < b.length; start += l, out += k) {
    for (let i = 0; i < l; i++) {
      const value = b[start + i];
      if (value !== 0) for (let c = 0; c < k; c++) product[out + c] += value * a[i * k + c];
    }
  }
  return product;
}

/** Columns of unit length at right angles that span the same; zeros in the place of those that depend on others. */
function orthonormal(b: Float64Array, l: number): Float64Array {
  const { values, vectors } = symmetricEigen(gram(b, l), l);
  const turned = vectors.map((entry, at) => {
    const value = values[at % l];
    return value > NOISE * values[0] ? entry / Math.sqrt(value) : 0;
  });
  return timesSmall(b, l, turned, l);
}

function withSigns(directions: Float64Array, k: number): Float64Array {
  const largest = new Float64Array(k);
  for (let at = 0; at < directions.length; at++)
    if (Math.abs(directions[at]) > Math.abs(largest[at % k])) largest[at % k] = directions[at];
  return directions.map((value, at) => (largest[at % k] < 0 ? -value : value));
}
