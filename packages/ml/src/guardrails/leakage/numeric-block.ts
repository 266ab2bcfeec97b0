import { type Random, shuffledIndices } from '../../math/index.ts';
import type { NumericColumn, Table } from '../../table/index.ts';

/** Numbers of several columns at the same complete rows. */
export interface NumericBlock {
  readonly names: readonly string[];
  /** Per column, its values at `rows`. */
  readonly columns: readonly Float64Array[];
  /** Positions among the rows of the target, without missing values in any column. */
  readonly at: Int32Array;
}

/** Share of missing values above which a column is not looked at with others. */
const MOST_MISSING = 0.4;
/** Share of rows that must be complete; until then the column with most gaps goes. */
const FEWEST_COMPLETE = 0.5;

/**
 * Columns of numbers at a sample of rows in which all of them are known.
 *
 * @param rows Rows of the table that may be used.
 * @param most Rows that are enough; a random sample of them is drawn.
 * @cost O(n columns)
 */
export function numericBlock(
  table: Table,
  rows: Int32Array,
  { most, skip, random }: { most: number; skip: ReadonlySet<string>; random: Random },
): NumericBlock {
  const sample = samplePositions(rows.length, most, random);
  const gaps = (column: NumericColumn): number => {
    let n = 0;
    for (const i of sample) if (!Number.isFinite(column.values[rows[i]])) n++;
    return n;
  };
  let numeric = table.columns
    .filter((column): column is NumericColumn => column.kind === 'number' && !skip.has(column.name))
    .map((column) => ({ column, nGaps: gaps(column) }))
    .filter(({ nGaps }) => nGaps <= MOST_MISSING * sample.length)
    .sort((a, b) => a.nGaps - b.nGaps);
  const complete = (): Int32Array =>
    sample.filter((i) => numeric.every(({ column }) => Number.isFinite(column.values[rows[i]])));
  let at = complete();
  while (numeric.length > 0 && at.length < FEWEST_COMPLETE * sample.length) {
    numeric = numeric.slice(0, -1);
    at = complete();
  }
  const inOrder = table.columns.filter((column) => numeric.some((one) => one.column === column));
  return {
    names: inOrder.map(({ name }) => name),
    columns: (inOrder as NumericColumn[]).map(({ values }) =>
      Float64Array.from(at, (i) => values[rows[i]]),
    ),
    at,
  };
}

/** Random positions below `n`, increasing; all of them when they are few enough. */
export function samplePositions(n: number, most: number, random: Random): Int32Array {
  if (n <= most) return Int32Array.from({ length: n }, (_, i) => i);
  return shuffledIndices(n, random).subarray(0, most).sort();
}
