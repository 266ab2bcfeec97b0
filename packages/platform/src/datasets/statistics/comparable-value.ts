import type { ColumnStatistics } from '@kaizenml/contracts';
import { sqlPresent } from './large-text-kind.ts';
import type { ScanColumn } from './scan-table.ts';

/** SQL of a value that is equal for equal values and NULL for missing ones, however they are written; as short as may be. */
export function comparableValue(
  { value, holds, as, comparable }: ScanColumn,
  found: Pick<ColumnStatistics, 'kind' | 'nMissing'> | undefined,
): string {
  if (holds === 'numbers') return `case when ${value} = 0 then 0::double else ${value} end`;
  if (comparable !== undefined) return comparable;
  if (as !== 'inferred') return value;
  if (found?.kind === 'number') return `nullif(try_cast(${value} as double), 'nan'::double) + 0`;
  return found?.nMissing === 0 ? value : sqlPresent(value);
}
