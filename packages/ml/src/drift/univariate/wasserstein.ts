import { chanceOfArea } from '../chance/chance-of-area.ts';
import { pooledCells } from '../chance/pooled-cells.ts';
import type { DriftTest } from '../drift-test.ts';
import type { NumberSample } from '../samples/index.ts';
import { areaBetween } from './area-between.ts';

/** Least standard deviation that a distance is divided by. */
const LEAST_SD = 0.001;

/** Wasserstein's distance in standard deviations of the reference. @cost O(values), and a fifth of a millisecond for the p-value. */
export const wassersteinTest: DriftTest<NumberSample> = {
  name: 'wasserstein',
  title: 'Wasserstein distance (normed)',
  takes: ['numbers'],
  score: 'distance',
  threshold: 0.1,
  isDriftAtThreshold: true,
  isSymmetric: false,
  chance: 'two samples',
  effect: 'The distance itself.',
  effectBounds: [0, Number.POSITIVE_INFINITY],
  doc: 'How far values moved on average, in standard deviations of the reference.',
  source:
    'Vallender (1974), "Calculation of the Wasserstein Distance Between Probability Distributions on the Line", Theory of Probability 18.',
  compare(reference, current) {
    const area = areaBetween(reference, current);
    const statistic = area / Math.max(Math.sqrt(reference.variance), LEAST_SD);
    const size = (reference.nRanked * current.nRanked) / (reference.nRanked + current.nRanked);
    const cells = pooledCells(reference, current);
    const variance = pooledVariance(reference, current);
    return {
      statistic,
      effect: statistic,
      pValue: area === 0 ? 1 : chanceOfArea(area * Math.sqrt(size), cells, variance),
    };
  },
};

function pooledVariance(a: NumberSample, b: NumberSample): number {
  const share = a.n / (a.n + b.n);
  const between = share * (1 - share) * (a.mean - b.mean) ** 2;
  return share * a.variance + (1 - share) * b.variance + between;
}
