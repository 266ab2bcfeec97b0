import type { Prediction } from '@kaizenml/contracts';

/**
 * How wrong an answer was: of numbers the absolute error, of classes half the Brier score, 0 to 1, or 1 for a wrong class
 * where the answer has no probabilities.
 *
 * @param label As it was sent.
 * @returns Undefined where the label is none that could be answered.
 */
export function lossOf(
  { prediction, probabilities }: Prediction,
  label: string | number | boolean,
): number | undefined {
  if (probabilities !== undefined) {
    const truth = String(label);
    if (!Object.hasOwn(probabilities, truth)) return undefined;
    let sum = 0;
    for (const [name, share] of Object.entries(probabilities))
      sum += (share - Number(name === truth)) ** 2;
    return Math.min(1, sum / 2);
  }
  if (typeof prediction === 'string') return Number(String(label) !== prediction);
  const error = Math.abs(prediction - Number(label));
  return Number.isFinite(error) ? error : undefined;
}
