import { AppError } from '@kaizenml/contracts';
import { fisherExactTail } from '../../stats/index.ts';
import { alignLevels } from '../bins/index.ts';
import type { DriftTest } from '../drift-test.ts';
import type { LevelSample } from '../samples/index.ts';

/** Fisher: whether the share of one of two levels differs, exactly. Samples may be of different sizes. @cost O(sqrt(n)) */
export const fisherExactTest: DriftTest<LevelSample> = {
  name: 'fisher_exact',
  title: "Fisher's exact test",
  takes: ['levels'],
  score: 'p-value',
  threshold: 0.1,
  isDriftAtThreshold: false,
  isSymmetric: true,
  chance: 'two samples',
  effect: 'Difference of the shares.',
  effectBounds: [0, 1],
  doc: 'Whether the shares of two levels differ, however few rows there are.',
  source:
    'Fisher (1922), "On the Interpretation of χ2 from Contingency Tables", Journal of the Royal Statistical Society 85.',
  /** @throws ARGUMENT_INVALID for more than two levels. */
  compare(reference, current) {
    const bins = alignLevels(reference, current);
    if (bins.reference.length > 2) throw tooManyLevels(bins.reference.length);
    const [a, c] = [bins.reference[0], bins.current[0]].map(Math.round);
    const [n, m] = [reference.n, current.n].map(Math.round);
    const statistic = a / n - c / m;
    const pValue = fisherExactTail([a, n - a, c, m - c]);
    return { statistic, effect: Math.abs(statistic), pValue };
  },
};

function tooManyLevels(received: number): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `The drift test "fisher_exact" must be given at most 2 levels, got ${received}.`,
    hint: 'Take "chisquare" for more levels.',
    details: { test: 'fisher_exact', received },
  });
}
