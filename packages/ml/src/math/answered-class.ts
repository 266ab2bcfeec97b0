/**
 * The class that a classifier answers in one row: of two, the positive (second) one from probability 0.5 on;
 * of more, the most probable, the first among equals.
 *
 * The answers that are given and the metrics that judge them follow this one rule.
 *
 * @param probabilities Probability of each class per row, row-major.
 */
export function answeredClass(probabilities: Float64Array, row: number, nClasses: number): number {
  const start = row * nClasses;
  if (nClasses === 2) return probabilities[start + 1] >= 0.5 ? 1 : 0;
  let best = 0;
  for (let k = 1; k < nClasses; k++)
    if (probabilities[start + k] > probabilities[start + best]) best = k;
  return best;
}
