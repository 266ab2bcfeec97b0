import { AppError } from '@kaizenml/contracts';

/**
 * The rows' times in increasing order.
 *
 * @throws ARGUMENT_INVALID when a row has no time.
 */
export function sortedTimes(times: Float64Array): Float64Array {
  const row = times.findIndex((time) => Number.isNaN(time));
  if (row < 0) return Float64Array.from(times).sort();
  const nMissing = times.reduce((sum, time) => sum + (Number.isNaN(time) ? 1 : 0), 0);
  throw new AppError('ARGUMENT_INVALID', {
    message: `A split by time must have a time in every row, got ${nMissing} without, the first in row ${row + 1}.`,
    hint: 'Drop the rows without a time, or split another way.',
    details: { nMissing, row },
  });
}

/**
 * The time that splits rows best: those before it are as near to `nBefore` as ties allow.
 *
 * @param sorted Increasing times with at least two distinct values among the allowed ones.
 * @param after Only times above this one are allowed.
 * @returns The first time of the later part.
 */
export function cutTime(sorted: Float64Array, nBefore: number, after: number): number {
  let best = Number.NaN;
  let bestGap = Number.POSITIVE_INFINITY;
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i] === sorted[i - 1] || sorted[i] <= after) continue;
    const gap = Math.abs(i - nBefore);
    if (gap < bestGap) {
      best = sorted[i];
      bestGap = gap;
    }
  }
  return best;
}
