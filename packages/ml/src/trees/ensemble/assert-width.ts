import { AppError } from '@kaizenml/contracts';

/** @throws SHAPE_MISMATCH where rows have other columns than the trees ask. */
export function assertWidth(expected: number, received: number): void {
  if (received === expected) return;
  throw new AppError('SHAPE_MISMATCH', {
    message: `Rows to score must have ${expected} columns as the ensemble, got ${received}.`,
    hint: 'Prepare the rows with the transform graph that was fitted with the model.',
    details: { expected, received },
  });
}
