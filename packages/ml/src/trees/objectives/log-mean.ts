import { AppError } from '@kaizenml/contracts';
import { log } from '../../math/index.ts';
import type { WeightedNumbers } from './read-target.ts';
import { weightedMean } from './weighted-mean.ts';

/**
 * Logarithm of the weighted mean: the best constant score of every loss whose answer is exp(score) and whose
 * optimum is the mean.
 *
 * @throws TARGET_UNUSABLE when all values with weight are 0.
 */
export function logMean(name: string, { values, weights }: WeightedNumbers): number {
  const mean = weightedMean(values.length, weights, (i) => values[i]);
  if (mean > 0) return log(mean);
  throw new AppError('TARGET_UNUSABLE', {
    message: `${name} must get a target with a number above 0, got only 0 in ${values.length} rows.`,
    hint: 'Choose squared, or a target that is not always 0.',
    details: { objective: name, nRows: values.length, value: '0' },
  });
}
