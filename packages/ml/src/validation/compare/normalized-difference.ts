import { AppError } from '@kaizenml/contracts';

/**
 * How far two lists of counts lie apart: sum of |a - b| over sum of a + b.
 *
 * Counts, not shares: twice the rows with the same shares are 1/3 apart.
 *
 * @returns 0 for equal counts and when both are empty, 1 when no entry is shared.
 * @throws SHAPE_MISMATCH when the two have different lengths.
 * @source Bray & Curtis (1957), "An ordination of the upland forest communities of southern Wisconsin".
 */
export function normalizedDifference(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) {
    throw new AppError('SHAPE_MISMATCH', {
      message: `normalizedDifference must be given the same entries twice, got ${a.length} and ${b.length}.`,
      hint: 'Count both samples over the same values.',
      details: { a: a.length, b: b.length },
    });
  }
  let difference = 0;
  let total = 0;
  a.forEach((count, i) => {
    difference += Math.abs(count - b[i]);
    total += count + b[i];
  });
  return total === 0 ? 0 : difference / total;
}
