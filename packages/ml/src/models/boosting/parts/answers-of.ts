import { applyLink, type Link } from '../../../trees/ensemble/index.ts';

/**
 * Answers from raw answers: values, or shares of the classes. Classes that were asked one by one get shares that sum
 * to 1.
 *
 * @shape raw: rows x nOutputs; the result: rows, or rows x classes, row-major.
 */
export function answersOf(raw: Float64Array, link: Link, nOutputs: number): Float64Array {
  const answers = applyLink(raw, link, nOutputs);
  if (link === 'logistic-each' && nOutputs > 1) toShares(answers, nOutputs);
  return answers;
}

function toShares(answers: Float64Array, nClasses: number): void {
  for (let i = 0; i < answers.length; i += nClasses) {
    let sum = 0;
    for (let k = 0; k < nClasses; k++) sum += answers[i + k];
    for (let k = 0; k < nClasses; k++)
      answers[i + k] = sum > 0 ? answers[i + k] / sum : 1 / nClasses;
  }
}
