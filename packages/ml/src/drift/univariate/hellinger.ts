import { alignLevels, type Bins, equalWidthBins } from '../bins/index.ts';
import { chanceOfBins } from '../chance/chance-of-bins.ts';
import type { DriftTest } from '../drift-test.ts';
import {
  type LevelSample,
  levelsOfNumbers,
  type NumberSample,
  walkTogether,
} from '../samples/index.ts';

/** Hellinger's distance: of levels by their shares, of numbers in bins of equal width, as many as distinct values ask for. @cost O(values) */
export const hellingerTest: DriftTest<NumberSample | LevelSample> = {
  name: 'hellinger',
  title: 'Hellinger distance',
  takes: ['numbers', 'levels'],
  score: 'distance',
  threshold: 0.1,
  isDriftAtThreshold: true,
  isSymmetric: true,
  chance: 'two samples',
  effect: 'The distance itself.',
  effectBounds: [0, 1],
  doc: 'How far apart the two distributions are, from 0 (equal) to 1 (nothing in common).',
  source:
    'Hellinger (1909), "Neue Begründung der Theorie quadratischer Formen von unendlichvielen Veränderlichen", Journal für die reine und angewandte Mathematik 136.',
  compare(reference, current) {
    const bins = binsOf(reference, current);
    const square = bins.reference.reduce((total, count, bin) => {
      const gap = Math.sqrt(count / reference.n) - Math.sqrt(bins.current[bin] / current.n);
      return total + gap * gap;
    }, 0);
    const statistic = Math.sqrt(Math.min(1, square / 2));
    return { statistic, effect: statistic, pValue: chanceOfBins(bins) };
  },
};

function binsOf(reference: NumberSample | LevelSample, current: NumberSample | LevelSample): Bins {
  if (reference.kind === 'numbers' && current.kind === 'numbers')
    return equalWidthBins(reference, current, countDistinct(reference, current));
  const [a, b] = [reference, current].map((sample) =>
    sample.kind === 'levels' ? sample : levelsOfNumbers(sample),
  );
  return alignLevels(a, b);
}

/** Distinct values of both; of sketches, which do not keep all, the larger estimate. */
function countDistinct(reference: NumberSample, current: NumberSample): number {
  let n = 0;
  walkTogether(reference, current, () => {
    n++;
  });
  return Math.max(n, reference.nDistinct, current.nDistinct);
}
