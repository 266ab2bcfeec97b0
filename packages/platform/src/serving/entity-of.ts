import type { Row } from '@kaizenml/contracts';

/**
 * Whose rows these are: the value of the column in all of them.
 *
 * @returns Undefined without a column, and where rows differ or lack it: such a request has no version of its own.
 */
export function entityOf(rows: readonly Row[], column: string | null): string | undefined {
  if (column === null) return undefined;
  const first = rows[0]?.[column];
  if (first === undefined || first === null) return undefined;
  return rows.every((row) => row[column] === first) ? String(first) : undefined;
}
