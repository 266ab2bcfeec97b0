import { asClassification, type ClassificationOutcome, predictedClasses } from '../outcome.ts';

/**
 * Rows per true class (first index) and most probable class (second index).
 *
 * @shape nClasses x nClasses
 * @throws ARGUMENT_INVALID, SHAPE_MISMATCH
 * @source Stehman (1997), "Selecting and interpreting measures of thematic classification accuracy".
 */
export function confusionMatrix(outcome: ClassificationOutcome): number[][] {
  const { truth, nClasses } = asClassification('confusionMatrix', outcome);
  const predicted = predictedClasses(outcome);
  const cells = new Float64Array(nClasses * nClasses);
  for (let i = 0; i < truth.length; i++) cells[truth[i] * nClasses + predicted[i]]++;
  return Array.from({ length: nClasses }, (_, t) => [
    ...cells.subarray(t * nClasses, (t + 1) * nClasses),
  ]);
}
