import { log } from '../../../math/index.ts';
import type { Link } from '../../ensemble/index.ts';
import type { ModelField } from '../model-field.ts';

/**
 * The raw answers before any tree.
 *
 * The file holds them as answers: a probability for the logistic function, a mean for exp. Since 3.1 it holds
 * a list with one number per output, `[5E-1]`; before, one number for all.
 *
 * @throws MODEL_ARTIFACT_INVALID
 * @source XGBoost, src/learner.cc: `LearnerModelParamLegacy`; src/objective: `ProbToMargin`.
 */
export function readBaseMargins(field: ModelField, link: Link, nOutputs: number): Float64Array {
  const words = field
    .text()
    .replace(/^\[|\]$/g, '')
    .split(',');
  if (words.length !== 1 && words.length !== nOutputs)
    field.refuse(`hold 1 or ${nOutputs} numbers`);
  const scores = words.map((word) => (word.trim() === '' ? Number.NaN : Number(word)));
  return (
    marginsOf(scores, link, nOutputs) ??
    field.refuse(isShare(link) ? 'hold numbers between 0 and 1' : 'hold finite numbers')
  );
}

/** Raw answers of base scores, of which there are one or as many as outputs; undefined where one is not finite. */
export function marginsOf(
  scores: readonly number[],
  link: Link,
  nOutputs: number,
): Float64Array | undefined {
  if (scores.length !== 1 && scores.length !== nOutputs) return undefined;
  const margins = scores.map((score) => toMargin(Math.fround(score), link));
  if (!margins.every(Number.isFinite)) return undefined;
  return Float64Array.from({ length: nOutputs }, (_, k) => margins[scores.length === 1 ? 0 : k]);
}

function toMargin(score: number, link: Link): number {
  if (isShare(link)) return log(score / (1 - score));
  return link === 'exp' ? log(score) : score;
}

function isShare(link: Link): boolean {
  return link === 'logistic' || link === 'logistic-each';
}
