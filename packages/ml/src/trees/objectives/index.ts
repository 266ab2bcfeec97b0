import { AppError, didYouMean, listNames, resolveParams } from '@kaizenml/contracts';
import { absolute } from './absolute.ts';
import { gamma } from './gamma.ts';
import { huber } from './huber.ts';
import { lambdarank } from './lambdarank.ts';
import { logistic } from './logistic.ts';
import type { AnyObjective, Objective, ObjectiveInput } from './objective.ts';
import { oneVsRest } from './one-vs-rest.ts';
import { poisson } from './poisson.ts';
import { quantile } from './quantile.ts';
import { softmax } from './softmax.ts';
import { squared } from './squared.ts';
import { tweedie } from './tweedie.ts';

export { custom, type RowLoss } from './custom.ts';
export type {
  AnyObjective,
  Objective,
  ObjectiveDescription,
  ObjectiveInput,
  ObjectiveTarget,
} from './objective.ts';
export {
  absolute,
  gamma,
  huber,
  lambdarank,
  logistic,
  oneVsRest,
  poisson,
  quantile,
  softmax,
  squared,
  tweedie,
};

/** Every loss that boosting minimizes: of numbers, of classes, of ranks. */
export const OBJECTIVES: readonly AnyObjective[] = [
  squared,
  absolute,
  huber,
  quantile,
  poisson,
  gamma,
  tweedie,
  logistic,
  softmax,
  oneVsRest,
  lambdarank,
];

/**
 * The objective of this name.
 *
 * @throws ARGUMENT_INVALID with the closest names.
 */
export function getObjective(name: string): AnyObjective {
  const found = OBJECTIVES.find((objective) => objective.name === name);
  if (found) return found;
  const known = OBJECTIVES.map((objective) => objective.name);
  throw new AppError('ARGUMENT_INVALID', {
    message: `The objective must be one of the ${known.length} we have, got "${name}".`,
    hint: didYouMean(name, known) ?? `They are ${listNames(known, known.length)}.`,
    details: { name, known },
  });
}

/**
 * An objective on the rows of a target.
 *
 * @param given Values by name; defaults are filled in.
 * @throws PARAM_UNKNOWN, PARAM_OUT_OF_RANGE, TARGET_UNUSABLE, ARGUMENT_INVALID, SHAPE_MISMATCH
 */
export function createObjective(
  { create, name, params }: AnyObjective,
  input: ObjectiveInput,
  given: Readonly<Record<string, unknown>> = {},
): Objective {
  return create(input, resolveParams(name, params, given));
}
