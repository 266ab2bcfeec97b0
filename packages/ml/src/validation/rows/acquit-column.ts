import type { DataSchema, DistinctCount } from '@kaizenml/contracts';
import { isPresent, keyOf, type TypedValues } from './column-checker.ts';
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
  const nPresent = total(weights, (i) => isPresent(typed, i));
  const isBroken = checker.checks.some(
    ({ sightings, say }) =>
      sightings.count > 0 &&
      say({ nRows, nPresent, count: total(weights, (i) => isSeen(sightings, i)) }) !== undefined,
  );
  const wantsDistinct = schema.columns[name]?.distinct !== undefined;
  if (isBroken || (wantsDistinct && !isComplete)) return undefined;
  return {
    ...checker.found(nRows),
    nPresent,
    ...(wantsDistinct && { distinct: countKeys(typed, weights.length) }),
  };
}

function countKeys(typed: TypedValues, n: number): DistinctCount {
  const keys = Array.from({ length: n }, (_, i) => keyOf(typed, i));
  const { size } = new Set(keys.filter((key) => key !== undefined));
  return { count: size, isExact: true, relativeError: 0 };
}

function total(weights: ArrayLike<number>, counts: (i: number) => boolean): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) if (counts(i)) sum += weights[i];
  return sum;
}
