import { chiSquareTail } from '../../stats/index.ts';
import type { DriftTest } from '../drift-test.ts';
import type { VectorSample } from '../samples/index.ts';
import { assertSameWidth } from './assert-same-width.ts';
import { drawnVectors } from './drawn-vectors.ts';

/** Rows of a sample whose pairs say along how many directions rows spread. */
const MOST_PAIRED = 200;

/**
 * Euclidean distance of the mean embeddings.
 *
 * The p-value takes the squared distance for a chi-square deviate, with as many degrees of freedom as directions along which rows
 * spread.
 *
 * @cost O(n width), and O(400^2 width) for the p-value.
 */
export const embeddingsDistanceTest: DriftTest<VectorSample> = {
  name: 'embeddings_distance',
  title: 'Embeddings (distance of means)',
  takes: ['vectors'],
  score: 'distance',
  threshold: 0.2,
  isDriftAtThreshold: false,
  isSymmetric: true,
  chance: 'two samples',
  effect: 'Distance of the means, in root mean squared distances of rows from their mean.',
  effectBounds: [0, Number.POSITIVE_INFINITY],
  doc: 'How far the mean of the vectors moved.',
  source:
    'Srivastava & Du (2008), "A test for the mean vector with fewer observations than the dimension", Journal of Multivariate Analysis 99; Satterthwaite (1946), Biometrics Bulletin 2.',
  compare(reference, current) {
    assertSameWidth('embeddings_distance', reference, current);
    const [a, b] = [centered(reference), centered(current)];
    const square = a.mean.reduce((sum, x, j) => sum + (x - b.mean[j]) ** 2, 0);
    const statistic = Math.sqrt(square);
    const rows = reference.n + current.n;
    if (rows < 3) return { statistic, effect: 0, pValue: null };
    const spread = (a.squares + b.squares) / (rows - 2);
    if (spread === 0)
      return {
        statistic,
        effect: square > 0 ? Number.POSITIVE_INFINITY : 0,
        pValue: square > 0 ? 0 : 1,
      };
    const df = spread ** 2 / meanSquaredProduct(a, b);
    const scale = spread * (1 / reference.n + 1 / current.n);
    const pValue = df > 0 && Number.isFinite(df) ? chiSquareTail((df * square) / scale, df) : null;
    return { statistic, effect: statistic / Math.sqrt(spread), pValue };
  },
};

interface Centered {
  readonly mean: Float64Array;
  /** Sum of the squared distances of rows from the mean. */
  readonly squares: number;
  /** Some rows without their mean. */
  readonly some: VectorSample;
}

function centered(sample: VectorSample): Centered {
  const { values, width, n } = sample;
  const mean = new Float64Array(width);
  for (let i = 0; i < values.length; i++) mean[i % width] += values[i] / n;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean[i % width]) ** 2;
  const drawn = drawnVectors(sample, MOST_PAIRED);
  return {
    mean,
    squares,
    some: { ...drawn, values: drawn.values.map((x, i) => x - mean[i % width]) },
  };
}

/** Mean of the squared products of different rows: the trace of the squared covariance. */
function meanSquaredProduct({ some: a }: Centered, { some: b }: Centered): number {
  const rows = [a, b].flatMap(({ values, width, n }) =>
    Array.from({ length: n }, (_, i) => values.subarray(i * width, (i + 1) * width)),
  );
  let [sum, nPairs] = [0, 0];
  for (let i = 0; i < rows.length; i++)
    for (let j = 0; j < i; j++) {
      let product = 0;
      for (let k = 0; k < a.width; k++) product += rows[i][k] * rows[j][k];
      sum += product * product;
      nPairs++;
    }
  return sum / nPairs;
}
