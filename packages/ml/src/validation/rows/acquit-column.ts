import type { DataSchema } from '@kaizenml/contracts';
import { keyOf } from './column-checker.ts';
import { type ColumnCheckOptions, compileColumn } from './column-checks.ts';
import type { ColumnSummary } from './column-summary.ts';
import type { RawColumn } from './row-chunk.ts';
import { isSeen } from './sightings.ts';

/**
 * Few values that stand for all rows of a column: no row breaks a check when none of them does.
 *
 * Every different value does; of numbers without a domain the least, the largest, one that is not whole, infinity and NaN.
 */
export interface Witnesses {
  readonly nRows: number;
  readonly column: RawColumn;
  /** Rows that each stands for; together all rows. */
  readonly weights: ArrayLike<number>;
  /** Whether every different value is among them. */
  readonly isComplete: boolean;
}

/**
 * Asks the checks of a column about the values that stand for its rows.
 *
 * @returns What the rows say together; undefined when some row breaks a check, so that all must be asked.
 */
export function acquitColumn(
  schema: DataSchema,
  name: string,
  { nRows, column, weights, isComplete }: Witnesses,
  options: ColumnCheckOptions,
): ColumnSummary | undefined {
  const checker = compileColumn(schema, name, options);
  const typed = checker.push(column, { firstRow: 0, nRows: weights.length });
  const keys = Array.from(weights, (_, i) => keyOf(typed, i));
  const nPresent = total(weights, (i) => keys[i] !== undefined);
  const isBroken = checker.checks.some(
    ({ sightings, say }) =>
      sightings.count > 0 &&
      say({ nRows, nPresent, count: total(weights, (i) => isSeen(sightings, i)) }) !== undefined,
  );
  const wantsDistinct = schema.columns[name]?.distinct !== undefined;
  if (isBroken || (wantsDistinct && !isComplete)) return undefined;
  const count = new Set(keys.filter((key) => key !== undefined)).size;
  return {
    ...checker.found(nRows),
    nPresent,
    ...(wantsDistinct && { distinct: { count, isExact: true, relativeError: 0 } }),
  };
}

function total(weights: ArrayLike<number>, counts: (i: number) => boolean): number {
  return Array.from(weights).reduce((sum, weight, i) => (counts(i) ? sum + weight : sum), 0);
}
