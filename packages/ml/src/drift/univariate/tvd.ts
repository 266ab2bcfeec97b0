import { seededRandom } from '../../math/index.ts';
import { alignLevels, type Bins } from '../bins/index.ts';
import { drawRows } from '../chance/draw-rows.ts';
import type { DriftTest } from '../drift-test.ts';
import type { LevelSample } from '../samples/index.ts';
import { sum } from '../shares.ts';

const N_DRAWS = 1000;
const SEED = 1;

/** Total variation: half the sum of the changes of shares, with the p-value of 1000 exchanges of rows of one seed. @cost O(1000 levels) */
export const tvdTest: DriftTest<LevelSample> = {
  name: 'TVD',
  title: 'Total variation distance',
  takes: ['levels'],
  score: 'p-value',
  threshold: 0.1,
  isDriftAtThreshold: false,
  isSymmetric: true,
  chance: 'two samples',
  effect: 'The distance itself.',
  effectBounds: [0, 1],
  doc: 'Which share of rows would have to change its level for the samples to be alike.',
  source:
    'Levin, Peres & Wilmer (2017), "Markov Chains and Mixing Times", chapter 4; Good (2005) on permutations.',
  compare(reference, current) {
    const bins = alignLevels(reference, current);
    const all = bins.reference.map(
      (count, bin) => Math.round(count) + Math.round(bins.current[bin]),
    );
    const [n, total] = [Math.round(sum(bins.reference)), sum(all)];
    const statistic = distance(bins);
    const random = seededRandom(SEED);
    let nAbove = 0;
    for (let draw = 0; draw < N_DRAWS; draw++) {
      const drawn = drawRows(all, n, random);
      let gaps = 0;
      for (let bin = 0; bin < all.length; bin++)
        gaps += Math.abs(drawn[bin] / n - (all[bin] - drawn[bin]) / (total - n));
      // Sums of the same shares in another order may differ in the last digit.
      if (gaps / 2 >= statistic - 1e-12) nAbove++;
    }
    return { statistic, effect: statistic, pValue: (nAbove + 1) / (N_DRAWS + 1) };
  },
};

function distance({ reference, current }: Bins): number {
  const [n, m] = [sum(reference), sum(current)];
  return (
    reference.reduce((gaps, count, bin) => gaps + Math.abs(count / n - current[bin] / m), 0) / 2
  );
}
