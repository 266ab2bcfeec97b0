import { AppError } from '@kaizenml/contracts';

/**
 * How far two lists of counts lie apart: the largest |a - b| over the sum of all counts of both.
 *
 * Counts, not shares: it sees that there are more rows, too.
 *
 * @param nOther Rows of both beyond the lists. Default 0.
 * @returns 0 for equal counts and when both are empty, 1 when all rows of one are a single value and the other is empty.
 * @throws SHAPE_MISMATCH when the two have different lengths.
 * @source TensorFlow Data Validation 1.15, comparator `normalized_abs_difference`; measured, since its documents do not say it.
 */
export function normalizedDifference(
  a: readonly number[],
  b: readonly number[],
  nOther = 0,
): number {
  if (a.length !== b.length) {
    throw new AppError('SHAPE_MISMATCH', {
      message: `normalizedDifference must be given the same entries twice, got ${a.length} and ${b.length}.`,
      hint: 'Count both samples over the same values.',
      details: { a: a.length, b: b.length },
    });
  }
  let largest = 0;
  let total = nOther;
  a.forEach((count, i) => {
    largest = Math.max(largest, Math.abs(count - b[i]));
    total += count + b[i];
  });
  return total === 0 ? 0 : largest / total;
}
