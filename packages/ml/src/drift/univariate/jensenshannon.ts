import { log } from '../../math/index.ts';
import { customaryBins } from '../bins/index.ts';
import { chanceOfBins } from '../chance/chance-of-bins.ts';
import type { DriftTest } from '../drift-test.ts';
import type { LevelSample, NumberSample } from '../samples/index.ts';

/** The distance of Jensen and Shannon with natural logarithms, in the customary bins. @cost O(values) */
export const jensenshannonTest: DriftTest<NumberSample | LevelSample> = {
  name: 'jensenshannon',
  title: 'Jensen-Shannon distance',
  takes: ['numbers', 'levels'],
  score: 'distance',
  threshold: 0.1,
  isDriftAtThreshold: true,
  isSymmetric: true,
  chance: 'two samples',
  effect: 'The distance itself; 0.8326 when no bin is shared.',
  effectBounds: [0, Math.sqrt(Math.LN2)],
  doc: 'How far apart the two distributions are, from 0 (equal) to 0.83 (nothing in common).',
  source:
    'Endres & Schindelin (2003), "A new metric for probability distributions", IEEE Transactions on Information Theory 49.',
  compare(reference, current) {
    const bins = customaryBins(reference, current);
    let divergence = 0;
    bins.reference.forEach((count, bin) => {
      const p = count / reference.n;
      const q = bins.current[bin] / current.n;
      const middle = (p + q) / 2;
      if (p > 0) divergence += (p * log(p / middle)) / 2;
      if (q > 0) divergence += (q * log(q / middle)) / 2;
    });
    const statistic = Math.sqrt(Math.min(Math.LN2, Math.max(0, divergence)));
    return { statistic, effect: statistic, pValue: chanceOfBins(bins) };
  },
};
