import { customaryBins } from '../bins/index.ts';
import { chanceOfBins } from '../chance/chance-of-bins.ts';
import type { DriftTest } from '../drift-test.ts';
import { lInfinity } from '../l-infinity.ts';
import type { LevelSample, NumberSample } from '../samples/index.ts';

/** The largest change of the share of one bin. @cost O(values) */
export const lInfinityTest: DriftTest<NumberSample | LevelSample> = {
  name: 'l-infinity',
  title: 'L-infinity distance',
  takes: ['numbers', 'levels'],
  score: 'distance',
  threshold: 0.1,
  isDriftAtThreshold: false,
  isSymmetric: true,
  chance: 'two samples',
  effect: 'The distance itself.',
  effectBounds: [0, 1],
  doc: 'The largest change of the share of one bin or level.',
  source:
    'Caveness et al. (2020), "TensorFlow Data Validation: Data Analysis and Validation in Continuous ML Pipelines", SIGMOD.',
  compare(reference, current) {
    const bins = customaryBins(reference, current);
    const statistic = lInfinity(bins.reference, bins.current);
    return { statistic, effect: statistic, pValue: chanceOfBins(bins) };
  },
};
