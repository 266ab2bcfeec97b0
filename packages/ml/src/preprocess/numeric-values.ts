import { invariant } from '@kaizenml/contracts';
import { finiteNumbers, nthSmallest } from '../math/index.ts';
import { type Column, isNumeric } from '../table/index.ts';

/** The finite values of a column of numbers or dates, in the order of the rows; -0, which JSON cannot say, as 0. */
export function finiteValues(column: Column): Float64Array {
  invariant(isNumeric(column), `column "${column.name}" has numbers`);
  return finiteNumbers(column.values);
}

/** The middle value, or the mean of the two middle values; 0 when there is none. */
export function median(values: Float64Array): number {
  if (values.length === 0) return 0;
  const parted = values.slice();
  const middle = parted.length >> 1;
  const upper = nthSmallest(parted, middle);
  if (parted.length % 2 === 1) return upper;
  let lower = parted[0];
  for (let i = 1; i < middle; i++) lower = Math.max(lower, parted[i]);
  return lower / 2 + upper / 2 + 0;
}
