import { type Matrix, type Random, takeMatrixRows } from '../../math/index.ts';
import { withLaidRows } from './laid-rows.ts';

export interface MiniBatchOptions {
  /** Rows drawn at a time, with replacement. */
  readonly batchRows: number;
  readonly nBatches: number;
  readonly random: Random;
}

/**
 * k-means that looks at a few drawn rows at a time: each center moves to the mean of all rows it ever got.
 *
 * Its cost does not depend on the number of rows; its sum of squares is a little above Lloyd's.
 *
 * @shape x: n x p, start: k x p
 * @cost O(nBatches batchRows p k)
 * @source Sculley (2010), "Web-scale k-means clustering", WWW, 1177-1178.
 */
export function miniBatch(
  x: Matrix,
  start: Float64Array,
  { batchRows, nBatches, random }: MiniBatchOptions,
): Float64Array {
  const p = x.nColumns;
  const centers = start.slice();
  const k = centers.length / p;
  const seen = new Float64Array(k);
  for (let batch = 0; batch < nBatches; batch++) {
    const drawn = Int32Array.from({ length: batchRows }, () => random.below(x.nRows));
    withLaidRows(takeMatrixRows(x, drawn), (rows) => {
      rows.assign(centers);
      const { sums, counts } = rows.sum(k);
      for (let c = 0; c < k; c++) {
        if (counts[c] === 0) continue;
        seen[c] += counts[c];
        for (let at = c * p; at < (c + 1) * p; at++)
          centers[at] += (sums[at] - counts[c] * centers[at]) / seen[c];
      }
    });
  }
  return centers;
}
