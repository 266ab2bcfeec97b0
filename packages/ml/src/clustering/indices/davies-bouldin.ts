import type { Assignment, KMeansState } from '../k-means.ts';

/**
 * Mean over clusters of how much each overlaps with the one it overlaps with most: smaller is better.
 *
 * Overlap of two clusters is the sum of their mean distances to their centers over the distance of the centers.
 *
 * @returns NaN for one cluster.
 * @cost O(n + k^2 p)
 * @source Davies & Bouldin (1979), "A Cluster Separation Measure", IEEE Transactions on Pattern Analysis 1, 224-227.
 */
export function daviesBouldin(
  { centers, nColumns: p }: Pick<KMeansState, 'centers' | 'nColumns'>,
  { codes, distances }: Assignment,
): number {
  const k = centers.length / p;
  if (k < 2) return Number.NaN;
  const spreads = new Float64Array(k);
  const counts = new Float64Array(k);
  codes.forEach((code, i) => {
    spreads[code] += distances[i];
    counts[code]++;
  });
  for (let c = 0; c < k; c++) spreads[c] /= Math.max(1, counts[c]);
  let sum = 0;
  for (let a = 0; a < k; a++) {
    let most = 0;
    for (let b = 0; b < k; b++) {
      if (a === b) continue;
      let square = 0;
      for (let j = 0; j < p; j++) {
        const gap = centers[a * p + j] - centers[b * p + j];
        square += gap * gap;
      }
      if (square > 0) most = Math.max(most, (spreads[a] + spreads[b]) / Math.sqrt(square));
    }
    sum += most;
  }
  return sum / k;
}
