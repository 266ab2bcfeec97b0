import { AppError } from '@kaizenml/contracts';
import type { VectorSample } from './sample.ts';

/**
 * The sample of embeddings.
 *
 * @param values Row by row, finite. Length n * width.
 * @throws SHAPE_MISMATCH when the numbers are not rows of that width.
 */
export function vectorSample(values: Float64Array, width: number): VectorSample {
  if (values.length % width !== 0) {
    throw new AppError('SHAPE_MISMATCH', {
      message: `Vectors must be rows of ${width} numbers, got ${values.length} numbers.`,
      hint: 'Give all numbers of all rows, row by row.',
      details: { width, received: values.length },
    });
  }
  return { kind: 'vectors', values, width, n: values.length / width };
}
