import type { Matrix } from '../../math/index.ts';

/**
 * Mean silhouette with the distance to a center in the place of the mean distance to its rows.
 *
 * @shape x: n x p, centers: k x p with k at least 2
 * @param codes The nearest center of each row.
 * @cost O(n p k)
 * @source Hruschka, de Castro & Campello (2004), "Evolutionary Algorithms for Clustering Gene-Expression Data", ICDM;
 * Vendramin, Campello & Hruschka (2010), "Relative Clustering Validity Criteria", Statistical Analysis and Data Mining 3.
 */
export function simplifiedSilhouette(x: Matrix, centers: Float64Array, codes: Int32Array): number {
  const { nRows: n, nColumns: p, values } = x;
  const k = centers.length / p;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    let own = 0;
    let other = Number.POSITIVE_INFINITY;
    for (let c = 0, at = 0; c < k; c++) {
      let square = 0;
      for (let j = 0; j < p; j++) {
        const gap = values[i * p + j] - centers[at++];
        square += gap * gap;
      }
      if (c === codes[i]) own = square;
      else if (square < other) other = square;
    }
    if (other > 0) sum += 1 - Math.sqrt(own / other);
  }
  return sum / n;
}
