import { AppError } from '@kaizenml/contracts';

/** The error of a stored sketch that cannot be one. */
export function sketchInvalid(field: string, expectation: string, received: unknown): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `"${field}" of a stored sketch must ${expectation}, got ${JSON.stringify(received)}.`,
    hint: 'Compute the statistics again from the data.',
    details: { field },
  });
}

/** @throws ARGUMENT_INVALID when `isKept` is false. */
export function assertStored(
  isKept: boolean,
  field: string,
  expectation: string,
  received: unknown,
): void {
  if (!isKept) throw sketchInvalid(field, expectation, received);
}
