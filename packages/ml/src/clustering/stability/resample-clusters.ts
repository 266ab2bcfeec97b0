import { type Matrix, type Random, takeMatrixRows } from '../../math/index.ts';
import { adjustedRand, contingency } from '../indices/adjusted-rand.ts';
import { assignToCenters, type KMeansState, kMeans } from '../k-means.ts';

export interface ResampleOptions {
  readonly k: number;
  readonly nResamples: number;
  /** Beginnings of each clustering. */
  readonly nStarts: number;
  readonly random: Random;
}

/** How much of a clustering is found again in resampled rows. */
export interface Stability {
  readonly nResamples: number;
  /** Adjusted Rand index of each clustering of resampled rows with the given one, increasing. */
  readonly agreements: readonly number[];
  /** Their mean: 1 for the same clusters every time, 0 for nothing in common. */
  readonly agreement: number;
  /**
   * Of each cluster, the mean Jaccard index with the cluster most like it: at least 0.75 is stable, below 0.6 not to be
   * trusted.
   */
  readonly ofClusters: readonly number[];
}

/**
 * Clusters rows that are drawn with replacement and compares what becomes of all rows.
 *
 * @shape x: n x p
 * @param codes The cluster of each row, from 0 to k - 1.
 * @cost nResamples times that of k-means
 * @source Hennig (2007), "Cluster-wise assessment of cluster stability", Computational Statistics & Data Analysis 52,
 * 258-271; agreement by Hubert & Arabie (1985).
 */
export function resampleClusters(
  x: Matrix,
  codes: Int32Array,
  { k, nResamples, nStarts, random }: ResampleOptions,
): Stability {
  const ofClusters = new Float64Array(k);
  const agreements: number[] = [];
  for (let resample = 0; resample < nResamples; resample++) {
    const drawn = Int32Array.from({ length: x.nRows }, () => random.below(x.nRows));
    const again = clusterUpTo(takeMatrixRows(x, drawn), { k, nStarts, random });
    const { codes: found } = assignToCenters(again, x);
    agreements.push(adjustedRand(codes, found));
    jaccards(codes, found, k).forEach((jaccard, c) => {
      ofClusters[c] += jaccard / nResamples;
    });
  }
  agreements.sort((a, b) => a - b);
  const agreement = agreements.reduce((sum, each) => sum + each, 0) / nResamples;
  return { nResamples, agreements, agreement, ofClusters: [...ofClusters] };
}

/** k clusters, or as many as there are different rows. */
function clusterUpTo(
  x: Matrix,
  options: { readonly k: number; readonly nStarts: number; readonly random: Random },
): KMeansState {
  const k = Math.min(options.k, countDifferent(x, options.k));
  return kMeans(x, { ...options, k });
}

/** Number of different rows, counted up to `most`. */
export function countDifferent({ nRows, nColumns: p, values }: Matrix, most: number): number {
  const seen = new Set<string>();
  for (let i = 0; i < nRows && seen.size < most; i++)
    seen.add(values.subarray(i * p, (i + 1) * p).join());
  return seen.size;
}

function jaccards(a: Int32Array, b: Int32Array, k: number): readonly number[] {
  const { table, rows, columns } = contingency(a, b);
  return Array.from({ length: k }, (_, i) => {
    if (!(rows[i] > 0)) return 0;
    let best = 0;
    for (let j = 0; j < columns.length; j++) {
      const both = table[i * columns.length + j];
      best = Math.max(best, both / (rows[i] + columns[j] - both));
    }
    return best;
  });
}
