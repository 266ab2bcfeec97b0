import { log } from '../../math/index.ts';
import { chiSquareTail } from '../../stats/index.ts';
import { alignLevels } from '../bins/index.ts';
import type { DriftTest } from '../drift-test.ts';
import type { LevelSample } from '../samples/index.ts';
import { cramersV } from './cramers-v.ts';

/** Likelihood ratio of the current counts, the shares of the reference taken for the truth. @cost O(levels) */
export const gTest: DriftTest<LevelSample> = {
  name: 'g_test',
  title: 'G-test',
  takes: ['levels'],
  score: 'p-value',
  threshold: 0.1,
  isDriftAtThreshold: false,
  isSymmetric: false,
  chance: 'reference is truth',
  effect: "Cramér's V: how well a row's level tells which sample it is of.",
  effectBounds: [0, 1],
  doc: 'Whether the shares of levels differ from those of the reference, by how much likelier the current counts are under their own shares.',
  source: 'Sokal & Rohlf (1981), "Biometry", chapter 17.',
  compare(reference, current) {
    const bins = alignLevels(reference, current);
    const scale = current.n / reference.n;
    const statistic = bins.current.reduce((sum, count, bin) => {
      const expected = bins.reference[bin] * scale;
      return count === 0 ? sum : sum + 2 * count * log(count / expected);
    }, 0);
    const df = bins.reference.length - 1;
    return {
      statistic,
      effect: cramersV(bins),
      pValue: df === 0 ? 1 : chiSquareTail(statistic, df),
    };
  },
};
