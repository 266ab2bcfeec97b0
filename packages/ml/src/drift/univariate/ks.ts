import { smirnovTail } from '../../stats/index.ts';
import type { DriftTest } from '../drift-test.ts';
import type { NumberSample } from '../samples/index.ts';
import { gapsOf } from './gaps.ts';

/** Kolmogorov and Smirnov: the largest difference of the empirical distributions. @cost O(values), and up to O(n m) below 10 000 rows. */
export const ksTest: DriftTest<NumberSample> = {
  name: 'ks',
  title: 'Kolmogorov-Smirnov',
  takes: ['numbers'],
  score: 'p-value',
  threshold: 0.05,
  isDriftAtThreshold: true,
  isSymmetric: true,
  chance: 'two samples',
  effect: 'Largest difference of the shares of rows up to any value.',
  effectBounds: [0, 1],
  doc: 'Whether the shares of rows up to some value differ by more than chance.',
  source:
    'Smirnov (1939), "On the estimation of the discrepancy between empirical curves of distribution", Bull. Math. Univ. Moscou 2.',
  compare(reference, current) {
    const { largest } = gapsOf(reference, current);
    const pValue = smirnovTail(largest, reference.nRanked, current.nRanked);
    return { statistic: largest, effect: largest, pValue };
  },
};
