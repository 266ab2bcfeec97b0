import { AppError } from '@kaizenml/contracts';
import type { VectorSample } from '../samples/index.ts';

/** @throws ARGUMENT_INVALID when vectors of two samples have different lengths. */
export function assertSameWidth(
  test: string,
  reference: VectorSample,
  current: VectorSample,
): void {
  if (reference.width === current.width) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `The drift test "${test}" must be given vectors of one length, got ${reference.width} and ${current.width} numbers.`,
    hint: 'Make the embeddings of both samples with the same model.',
    details: { test, reference: reference.width, current: current.width },
  });
}
