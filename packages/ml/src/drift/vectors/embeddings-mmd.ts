import { exp, seededRandom } from '../../math/index.ts';
import { discrepancyOf } from '../chance/discrepancy.ts';
import { drawRows } from '../chance/draw-rows.ts';
import type { DriftTest } from '../drift-test.ts';
import type { VectorSample } from '../samples/index.ts';
import { assertSameWidth } from './assert-same-width.ts';
import { drawnVectors } from './drawn-vectors.ts';

/** Rows of a sample at most: cost grows with their square. */
const MOST_ROWS = 1000;
const N_DRAWS = 100;
const SEED = 1;

/**
 * Maximum mean discrepancy of embeddings, with a Gaussian kernel as wide as the median distance of rows of different samples.
 *
 * Of more than 1000 rows of a sample so many are drawn. The p-value is the share of 100 exchanges of rows, of one seed, with a
 * discrepancy as large.
 *
 * @cost O(rows^2 (width + 100)) for at most 1000 rows of each sample.
 */
export const embeddingsMmdTest: DriftTest<VectorSample> = {
  name: 'embeddings_mmd',
  title: 'Embeddings (maximum mean discrepancy)',
  takes: ['vectors'],
  score: 'distance',
  threshold: 0.015,
  isDriftAtThreshold: false,
  isSymmetric: true,
  chance: 'two samples',
  effect: 'Root of the discrepancy.',
  effectBounds: [0, Math.SQRT2],
  doc: 'Whether rows of one sample are nearer to each other than to rows of the other sample.',
  source:
    'Gretton et al. (2012), "A Kernel Two-Sample Test", Journal of Machine Learning Research 13.',
  compare(reference, current) {
    assertSameWidth('embeddings_mmd', reference, current);
    const [a, b] = [drawnVectors(reference, MOST_ROWS), drawnVectors(current, MOST_ROWS)];
    if (Math.min(a.n, b.n) < 2) return { statistic: 0, effect: 0, pValue: null };
    const squares = squaredDistances(a, b);
    const across = crossMedian(squares, a.n, b.n);
    if (across === 0) return { statistic: 0, effect: 0, pValue: null };
    const all = new Float64Array(a.n + b.n).fill(1);
    const discrepancy = discrepancyOf(
      squares.map((square) => exp(-square / across)),
      all,
    );
    const found = discrepancy(Float64Array.from(all, (_, i) => Number(i < a.n)));
    const random = seededRandom(SEED);
    let nAbove = 0;
    for (let draw = 0; draw < N_DRAWS; draw++)
      if (discrepancy(drawRows(all, a.n, random)) >= found) nAbove++;
    const statistic = Math.max(0, found);
    return { statistic, effect: Math.sqrt(statistic), pValue: (nAbove + 1) / (N_DRAWS + 1) };
  },
};

/** @shape n + m x n + m */
function squaredDistances(a: VectorSample, b: VectorSample): Float64Array {
  const rows = [a, b].flatMap(({ values, width, n }) =>
    Array.from({ length: n }, (_, i) => values.subarray(i * width, (i + 1) * width)),
  );
  const squares = new Float64Array(rows.length ** 2);
  for (let i = 0; i < rows.length; i++)
    for (let j = 0; j < i; j++) {
      let square = 0;
      for (let k = 0; k < a.width; k++) square += (rows[i][k] - rows[j][k]) ** 2;
      squares[i * rows.length + j] = square;
      squares[j * rows.length + i] = square;
    }
  return squares;
}

/** Square of the median distance between rows of different samples. */
function crossMedian(squares: Float64Array, n: number, m: number): number {
  const across = new Float64Array(n * m);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < m; j++) across[i * m + j] = Math.sqrt(squares[i * (n + m) + n + j]);
  const middle = across.length / 2;
  const sorted = across.sort();
  const median = (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
  return median * median;
}
