import { solvePositiveDefinite } from '../../../math/index.ts';

/**
 * Where a linear iteration seems to lead: the sum of its iterates, with shares that add up to 1, whose next
 * step would be shortest.
 *
 * @param iterates At least two points of one length, in the order in which they were reached.
 * @returns undefined where their steps depend on each other.
 * @cost O(m^2 k) for m iterates of k numbers.
 * @source Bertrand & Massias (2021), "Anderson acceleration of coordinate descent", AISTATS.
 */
export function extrapolate(iterates: readonly Float64Array[]): Float64Array | undefined {
  const m = iterates.length - 1;
  const k = iterates[0].length;
  const products = new Float64Array(m * m);
  for (let a = 0; a < m; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let j = 0; j < k; j++)
        sum += (iterates[a + 1][j] - iterates[a][j]) * (iterates[b + 1][j] - iterates[b][j]);
      products[a * m + b] = sum;
    }
  }
  let trace = 0;
  for (let a = 0; a < m; a++) trace += products[a * m + a];
  for (let a = 0; a < m; a++) products[a * m + a] += 1e-10 * trace;
  const shares = solvePositiveDefinite(products, new Float64Array(m).fill(1));
  if (shares === undefined) return undefined;
  const total = shares.reduce((sum, share) => sum + share, 0);
  const point = new Float64Array(k);
  for (let a = 0; a < m; a++)
    for (let j = 0; j < k; j++) point[j] += (shares[a] / total) * iterates[a + 1][j];
  return point;
}
