import { expect, it } from 'vitest';
import { type Matrix, seededRandom } from '../../math/index.ts';
import { assignToCenters, kMeans } from '../k-means.ts';
import { blobs } from '../testing/blobs.ts';
import { resampleClusters } from './resample-clusters.ts';

it('finds separate clouds again, and slices of one cloud not', () => {
  const random = seededRandom(3);
  const resample = (x: Matrix, k: number) =>
    resampleClusters(x, assignToCenters(kMeans(x, { k, random }), x).codes, {
      k,
      nResamples: 10,
      nStarts: 2,
      random,
    });
  const apart = blobs(
    [
      [0, 0],
      [9, 0],
      [0, 9],
    ],
    { nRows: 150, random },
  );
  const stable = resample(apart, 3);
  expect(stable.agreement).toBe(1);
  expect(stable.ofClusters).toHaveLength(3);
  for (const jaccard of stable.ofClusters) expect(jaccard).toBeCloseTo(1, 12);
  const cloud = blobs([[0, 0, 0, 0]], { nRows: 150, random });
  const sliced = resample(cloud, 4);
  expect(sliced.agreement).toBeLessThan(0.6);
  expect(sliced.agreements).toEqual([...sliced.agreements].sort((a, b) => a - b));
});

it('goes on where a resample has fewer different rows than clusters', () => {
  const random = seededRandom(3);
  const x = { nRows: 4, nColumns: 1, values: Float64Array.of(1, 2, 3, 4) };
  const options = { k: 4, nResamples: 20, nStarts: 1, random };
  const { agreement } = resampleClusters(x, Int32Array.of(0, 1, 2, 3), options);
  expect(agreement).toBeGreaterThanOrEqual(0);
});
