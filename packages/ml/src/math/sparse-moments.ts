import { meanOf } from './centered.ts';
import type { Moments } from './moments.ts';
import type { SparseMatrix } from './sparse-matrix.ts';

/**
 * As `moments`, of sparse rows: products of the entries first, then the part of the means is taken off.
 *
 * A column whose remaining square is rounding noise (below 1e-13 of its sum of squares) is constant and
 * counts as 0.
 *
 * @param weights How much each row counts. Default 1 each.
 * @shape x: n x p, y: n
 * @cost O(sum over rows of (entries of the row)^2 / 2 + p^2) time, O(p^2) memory.
 */
export function sparseMoments(x: SparseMatrix, y: Float64Array, weights?: Float64Array): Moments {
  const { nRows: n, nColumns: p, offsets, columns, values } = x;
  const targetMean = meanOf(y, weights);
  const gram = new Float64Array(p * p);
  const crossed = new Float64Array(p);
  const sums = new Float64Array(p);
  let targetSquares = 0;
  let total = 0;
  for (let i = 0; i < n; i++) {
    const weight = weights?.[i] ?? 1;
    const excess = y[i] - targetMean;
    total += weight;
    targetSquares += weight * excess * excess;
    for (let at = offsets[i]; at < offsets[i + 1]; at++) {
      const value = weight * values[at];
      const row = columns[at] * p;
      sums[columns[at]] += value;
      crossed[columns[at]] += value * excess;
      for (let other = offsets[i]; other <= at; other++)
        gram[row + columns[other]] += value * values[other];
    }
  }
  const means = sums.map((sum) => sum / total);
  const isConstant = means.map((mean, j) => {
    const square = gram[j * p + j];
    return square - total * mean * mean > 1e-13 * square ? 0 : 1;
  });
  for (let i = 0; i < p; i++) {
    if (isConstant[i]) crossed[i] = 0;
    for (let j = 0; j <= i; j++) {
      const flat = isConstant[i] || isConstant[j];
      gram[i * p + j] = flat ? 0 : gram[i * p + j] - total * means[i] * means[j];
      gram[j * p + i] = gram[i * p + j];
    }
  }
  return { gram, crossed, targetSquares, means, targetMean };
}
