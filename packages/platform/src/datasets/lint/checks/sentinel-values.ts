import { isFarFromOthers } from '@kaizenml/ml/guardrails';
import { type ColumnCheck, countOf, linesOf, placesOf } from '../check.ts';
import { type ColumnEvidence, nOf, nValues } from '../evidence/column-evidence.ts';

/** Fewest rows of a sentinel. */
const FEWEST = 3;
/** Numbers of so many nines are no accident even once. */
const CLEAR = /^-?9{4,}(\.0*)?$/;

/** Numbers such as -999 that stand for no value, far from all others of the column. */
export const sentinelValues: ColumnCheck = (column, table) => {
  const [text, seen] =
    [...column.suspects].find(([value, { count }]) => isSentinel(column, Number(value), count)) ??
    [];
  if (text === undefined || seen === undefined) return undefined;
  const total = nValues(column);
  return {
    code: 'SENTINEL_VALUE',
    severity: 'warning',
    column: column.name,
    message: `Column '${column.name}' holds ${text} in ${countOf(seen.count, total)}, while all other values lie between ${column.low} and ${column.high}, ${linesOf(seen, table)}`,
    hint: 'Leave these cells empty where the number stands for "not known".',
    ...placesOf(seen, total),
  };
};

function isSentinel(column: ColumnEvidence, value: number, count: number): boolean {
  const { low, high, nWhole } = column;
  const range = high - low;
  if (
    count < (CLEAR.test(String(value)) ? 1 : FEWEST) ||
    !(range > 0) ||
    count >= 0.9 * nValues(column)
  )
    return false;
  if (nOf(column, 'number') < 0.9 * nValues(column)) return false;
  if (value === -1) {
    const isWhole = nWhole === nOf(column, 'number');
    return low >= 0 && high >= (isWhole ? 10 : 2) && count >= 0.01 * nValues(column);
  }
  return isFarFromOthers(value, {
    low,
    high,
    nDistinct: column.hasMore ? Number.POSITIVE_INFINITY : column.values.size - 1,
  });
}
