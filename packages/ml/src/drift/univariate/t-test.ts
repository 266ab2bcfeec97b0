import { studentTail } from '../../stats/index.ts';
import type { DriftTest } from '../drift-test.ts';
import type { NumberSample } from '../samples/index.ts';

/** Student: whether the means differ, variances taken to be equal. Of sketches the moments are exact. @cost O(1) */
export const tTest: DriftTest<NumberSample> = {
  name: 't_test',
  title: 'Student t',
  takes: ['numbers'],
  score: 'p-value',
  threshold: 0.05,
  isDriftAtThreshold: false,
  isSymmetric: true,
  chance: 'two samples',
  effect: "Cohen's d: difference of the means in pooled standard deviations.",
  effectBounds: [0, Number.POSITIVE_INFINITY],
  doc: 'Whether the means differ by more than chance; changes of spread or shape are not seen.',
  source: 'Student (1908), "The Probable Error of a Mean", Biometrika 6.',
  compare({ n, mean, variance }, current) {
    const m = current.n;
    const df = n + m - 2;
    const difference = mean - current.mean;
    if (df <= 0) return { statistic: 0, effect: 0, pValue: null };
    const sd = Math.sqrt((n * variance + m * current.variance) / df);
    if (sd === 0 && difference === 0) return { statistic: 0, effect: 0, pValue: 1 };
    const statistic = difference / (sd * Math.sqrt(1 / n + 1 / m));
    return { statistic, effect: Math.abs(difference) / sd, pValue: studentTail(statistic, df) };
  },
};
