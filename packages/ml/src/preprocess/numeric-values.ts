import { invariant } from '@kaizenml/contracts';
import { type Column, isNumeric } from '../table/index.ts';

/** The finite values of a column of numbers or dates, in the order of the rows; -0, which JSON cannot say, as 0. */
export function finiteValues(column: Column): Float64Array {
  invariant(isNumeric(column), `column "${column.name}" has numbers`);
  return column.values.filter(Number.isFinite).map(withoutSign);
}

function withoutSign(value: number): number {
  return value + 0;
}

/** The middle value, or the mean of the two middle values; 0 when there is none. */
export function median(values: Float64Array): number {
  if (values.length === 0) return 0;
  const sorted = values.slice().sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : withoutSign(sorted[middle - 1] / 2 + sorted[middle] / 2);
}
