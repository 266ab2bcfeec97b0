import { smirnovTail } from '../../stats/index.ts';
import type { DriftTest } from '../drift-test.ts';
import { type NumberSample, numberSample, type VectorSample } from '../samples/index.ts';
import { areaBetween } from '../univariate/area-between.ts';
import { gapsOf } from '../univariate/gaps.ts';
import { assertSameWidth } from './assert-same-width.ts';

/** Wasserstein distance, in standard deviations of the reference, from which on a component drifts. */
const COMPONENT_THRESHOLD = 0.1;
const LEAST_SD = 0.001;

/**
 * Share of the components of embeddings that drift by themselves, by Wasserstein's distance.
 *
 * The p-value is that of the component that differs most by Kolmogorov and Smirnov, times the number of components.
 *
 * @cost O(width n log n)
 */
export const embeddingsRatioTest: DriftTest<VectorSample> = {
  name: 'embeddings_ratio',
  title: 'Embeddings (drifted components)',
  takes: ['vectors'],
  score: 'distance',
  threshold: 0.2,
  isDriftAtThreshold: false,
  isSymmetric: false,
  chance: 'two samples',
  effect: 'Mean distance of the components, in standard deviations of the reference.',
  effectBounds: [0, Number.POSITIVE_INFINITY],
  doc: 'Which share of the components moved by a tenth of a standard deviation or more.',
  source:
    'Vallender (1974), Theory of Probability and its Applications 18; Dunn (1961), Journal of the American Statistical Association 56, on the p-value.',
  compare(reference, current) {
    assertSameWidth('embeddings_ratio', reference, current);
    let [nDrifted, total, least] = [0, 0, 1];
    for (let j = 0; j < reference.width; j++) {
      const [a, b] = [componentOf(reference, j), componentOf(current, j)];
      const distance = areaBetween(a, b) / Math.max(Math.sqrt(a.variance), LEAST_SD);
      total += distance;
      if (distance >= COMPONENT_THRESHOLD) nDrifted++;
      least = Math.min(least, smirnovTail(gapsOf(a, b).largest, a.n, b.n));
    }
    const statistic = nDrifted / reference.width;
    const effect = total / reference.width;
    return { statistic, effect, pValue: Math.min(1, least * reference.width) };
  },
};

function componentOf({ values, width, n }: VectorSample, j: number): NumberSample {
  return numberSample(Float64Array.from({ length: n }, (_, row) => values[row * width + j]));
}
