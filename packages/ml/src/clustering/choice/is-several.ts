import type { Matrix, Random } from '../../math/index.ts';
import { sampleMoments } from '../../stats/index.ts';
import type { TableEncoding } from '../encoding/column-encoding.ts';
import { simplifiedSilhouette } from '../indices/simplified-silhouette.ts';
import { assignToCenters, kMeans } from '../k-means.ts';
import { countDifferent, resampleClusters } from '../stability/resample-clusters.ts';
import { onePopulation } from './one-population.ts';

/** Rows of a cluster below which its parts say too little. */
const FEWEST_ROWS = 20;
/** What two parts of a cluster must show: more than clusters of all rows, since a cut cloud has edges. */
const LEAST_EXCESS = 0.1;
const LEAST_DEVIATIONS = 3;
const LEAST_STABILITY = 0.8;
/** Share of the rows in the smaller part: fewer are rows that lie far out, not a cluster. */
const LEAST_PART = 0.05;
const N_REFERENCES = 10;
const N_RESAMPLES = 10;

/**
 * Whether the rows of a cluster are clearly two or more clusters themselves: cut in two, they have a silhouette far above that
 * of one population, and resamples find the same two parts.
 *
 * @param x The points of the cluster. @shape rows x coordinates
 * @source The recursion: Hamerly & Elkan (2003), "Learning the k in k-means", NIPS 16, with another test.
 */
export function isSeveral(x: Matrix, encoding: TableEncoding, random: Random): boolean {
  if (x.nRows < FEWEST_ROWS || countDifferent(x, 2) < 2) return false;
  const own = cutInTwo(x, random);
  const second = own.codes.reduce((sum, code) => sum + code, 0);
  if (second < LEAST_PART * x.nRows) return false;
  const draw = onePopulation(encoding, x);
  const references = Array.from({ length: N_REFERENCES }, () => {
    const drawn = draw(random);
    return countDifferent(drawn, 2) < 2 ? 0 : cutInTwo(drawn, random).silhouette;
  });
  const { mean, sd } = sampleMoments(references);
  const excess = own.silhouette - mean;
  if (!(excess >= LEAST_EXCESS && excess >= LEAST_DEVIATIONS * sd)) return false;
  const options = { k: 2, nResamples: N_RESAMPLES, nStarts: 2, random };
  return resampleClusters(x, own.codes, options).agreement >= LEAST_STABILITY;
}

function cutInTwo(
  x: Matrix,
  random: Random,
): { readonly codes: Int32Array; readonly silhouette: number } {
  const { centers, ...state } = kMeans(x, { k: 2, random, nStarts: 3 });
  const { codes } = assignToCenters({ centers, ...state }, x);
  return { codes, silhouette: simplifiedSilhouette(x, centers, codes) };
}
