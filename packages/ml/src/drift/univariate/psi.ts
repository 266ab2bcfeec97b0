import { log } from '../../math/index.ts';
import { customaryBins, filledShares } from '../bins/index.ts';
import { chanceOfBins } from '../chance/chance-of-bins.ts';
import type { DriftTest } from '../drift-test.ts';
import type { LevelSample, NumberSample } from '../samples/index.ts';

/** The population stability index in the customary bins. @cost O(values) */
export const psiTest: DriftTest<NumberSample | LevelSample> = {
  name: 'psi',
  title: 'Population stability index',
  takes: ['numbers', 'levels'],
  score: 'distance',
  threshold: 0.1,
  isDriftAtThreshold: true,
  isSymmetric: true,
  chance: 'two samples',
  effect: 'The index itself.',
  effectBounds: [0, Number.POSITIVE_INFINITY],
  doc: 'How much the shares of the bins moved; below 0.1 is calm, above 0.2 is a large move.',
  source: 'Siddiqi (2006), "Credit Risk Scorecards".',
  compare(reference, current) {
    const bins = customaryBins(reference, current);
    const p = filledShares(bins.reference, reference.n);
    const q = filledShares(bins.current, current.n);
    const statistic = p.reduce(
      (sum, share, bin) => sum + (share - q[bin]) * log(share / q[bin]),
      0,
    );
    return { statistic, effect: statistic, pValue: chanceOfBins(bins) };
  },
};
