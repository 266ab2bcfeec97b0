import { columnSpread, type Matrix } from '../../math/index.ts';

/**
 * How far each cluster lies from the rest, coordinate by coordinate: the difference of the means of its rows and of all
 * other rows, in standard deviations of all rows.
 *
 * @shape x: n x p, codes: n; the result is k x p, 0 for a constant coordinate or a cluster without rows or of all rows.
 * @cost O(n p)
 */
export function effects(x: Matrix, codes: Int32Array, k: number): Float64Array {
  const { nRows: n, nColumns: p, values } = x;
  const { means, deviations } = columnSpread(x);
  const sums = new Float64Array(k * p);
  const counts = new Float64Array(k);
  for (let i = 0, at = 0; i < n; i++) {
    const c = codes[i];
    counts[c]++;
    for (let j = 0; j < p; j++) sums[c * p + j] += values[at++] - means[j];
  }
  // The rest's mean is -sum / (n - count), so the difference is sum (1 / count + 1 / (n - count)).
  return sums.map((sum, at) => {
    const count = counts[Math.floor(at / p)];
    const deviation = deviations[at % p];
    if (count === 0 || count === n || deviation === 0) return 0;
    return (sum * (1 / count + 1 / (n - count))) / deviation;
  });
}
