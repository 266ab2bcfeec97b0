import { chiSquareTail } from '../../stats/index.ts';
import { alignLevels } from '../bins/index.ts';
import type { DriftTest } from '../drift-test.ts';
import type { LevelSample } from '../samples/index.ts';
import { cramersV } from './cramers-v.ts';

/** Pearson's test of fit, the shares of the reference taken for the truth as is customary for drift. @cost O(levels) */
export const chisquareTest: DriftTest<LevelSample> = {
  name: 'chisquare',
  title: 'Chi-square',
  takes: ['levels'],
  score: 'p-value',
  threshold: 0.05,
  isDriftAtThreshold: false,
  isSymmetric: false,
  chance: 'reference is truth',
  effect: "Cramér's V: how well a row's level tells which sample it is of.",
  effectBounds: [0, 1],
  doc: 'Whether the shares of levels differ from those of the reference; a level that the reference lacks is always drift.',
  source:
    'Pearson (1900), "On the criterion that a given system of deviations …", Philosophical Magazine 50.',
  compare(reference, current) {
    const bins = alignLevels(reference, current);
    const scale = current.n / reference.n;
    const statistic = bins.reference.reduce((sum, count, bin) => {
      const expected = count * scale;
      return sum + (bins.current[bin] - expected) ** 2 / expected;
    }, 0);
    const df = bins.reference.length - 1;
    return {
      statistic,
      effect: cramersV(bins),
      pValue: df === 0 ? 1 : chiSquareTail(statistic, df),
    };
  },
};
