import type { Prediction } from '@kaizenml/contracts';
import type { LabelValue } from '../log.ts';

/**
 * How wrong an answer was: 1 of a wrong class, of numbers the absolute error, 0 where it was right.
 *
 * @returns Undefined where there is no answer, or the label is none that could be answered.
 */
export function wrongBy(
  { prediction, probabilities }: Pick<Prediction, 'prediction' | 'probabilities'>,
  label: LabelValue,
): number | undefined {
  if (typeof prediction === 'string') {
    const truth = String(label);
    if (probabilities !== undefined && !Object.hasOwn(probabilities, truth)) return undefined;
    return truth === prediction ? 0 : 1;
  }
  if (typeof prediction !== 'number' || typeof label === 'boolean' || label === '')
    return undefined;
  const error = Math.abs(prediction - Number(label));
  return Number.isFinite(error) ? error : undefined;
}
