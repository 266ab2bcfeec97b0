import { AppError } from '@kaizenml/contracts';

/**
 * Shares of each bin, or undefined when one of the samples is empty: there is nothing to compare.
 *
 * @throws SHAPE_MISMATCH when the two have different lengths.
 */
export function sharesOf(
  reader: string,
  reference: readonly number[],
  current: readonly number[],
): { p: number[]; q: number[] } | undefined {
  if (reference.length !== current.length) {
    throw new AppError('SHAPE_MISMATCH', {
      message: `${reader} must be given the same bins twice, got ${reference.length} and ${current.length}.`,
      hint: 'Count both samples with the edges or levels of the reference.',
      details: { reader, reference: reference.length, current: current.length },
    });
  }
  const nReference = sum(reference);
  const nCurrent = sum(current);
  if (nReference === 0 || nCurrent === 0) return undefined;
  return {
    p: reference.map((count) => count / nReference),
    q: current.map((count) => count / nCurrent),
  };
}

/** Sum of counts. */
export function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
