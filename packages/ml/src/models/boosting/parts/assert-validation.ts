import { AppError } from '@kaizenml/contracts';
import type { Matrix } from '../../../math/index.ts';
import type { AnyEstimator, Target, ValidationPart } from '../../estimator.ts';
import { assertFitInputs } from '../../refusals.ts';

/**
 * Refuses validation rows that cannot judge what the training rows teach.
 *
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, TARGET_UNUSABLE, ARGUMENT_INVALID
 */
export function assertValidation(
  { traits }: Pick<AnyEstimator, 'traits'>,
  x: Matrix,
  y: Target,
  validation: ValidationPart | undefined,
): void {
  if (validation === undefined) return;
  assertFitInputs(
    { name: 'boosted-trees (validation rows)', traits },
    validation.x,
    validation.y,
    validation,
  );
  if (validation.x.nColumns !== x.nColumns) {
    throw new AppError('SHAPE_MISMATCH', {
      message: `Validation rows must have ${x.nColumns} columns as the training rows, got ${validation.x.nColumns}.`,
      hint: 'Prepare them with the transform graph of the training rows.',
      details: { expected: x.nColumns, received: validation.x.nColumns },
    });
  }
  const [expected, received] = [taskOf(y), taskOf(validation.y)];
  if (expected === received) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `Validation rows must have a target of ${expected} as the training rows, got ${received}.`,
    hint: 'Encode both targets with the same list of classes.',
    details: { expected, received },
  });
}

function taskOf(y: Target): string {
  return y.kind === 'regression' ? 'numbers' : `${y.nClasses} classes`;
}
