import { type Matrix, zeros } from '../../../math/index.ts';

/**
 * Rows of length 1, so that half the squared distance of two is 1 minus the cosine of their angle.
 *
 * A column more marks rows of zeros, which have no direction: they are as far from all others as a right angle.
 *
 * @shape x: n x p; the result is n x (p + 1)
 */
export function toDirections({ nRows, nColumns: p, values }: Matrix): Matrix {
  const directions = zeros(nRows, p + 1);
  for (let i = 0; i < nRows; i++) {
    const row = values.subarray(i * p, (i + 1) * p);
    // Divided by its largest number first, so that no square overflows.
    let largest = 0;
    for (let j = 0; j < p; j++) largest = Math.max(largest, Math.abs(row[j]));
    let squares = 0;
    for (let j = 0; j < p && largest > 0; j++) {
      const share = row[j] / largest;
      squares += share * share;
    }
    const length = Math.sqrt(squares);
    const start = i * (p + 1);
    for (let j = 0; j < p && largest > 0; j++)
      directions.values[start + j] = row[j] / largest / length;
    if (largest === 0) directions.values[start + p] = 1;
  }
  return directions;
}
