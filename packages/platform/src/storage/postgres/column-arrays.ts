/** The values of one column of many rows, as one parameter. */
export interface ColumnArray {
  readonly type: 'bigint' | 'double precision' | 'text' | 'bytea';
  /** A literal of PostgreSQL, or what the driver makes one of. */
  readonly array: string | readonly unknown[];
}

/**
 * Rows as arrays of columns; null for a column of nothing but null.
 *
 * @returns undefined where a column holds values of several types, or no row holds anything
 */
export function toColumnArrays(
  rows: readonly (readonly unknown[])[],
): readonly (ColumnArray | null)[] | undefined {
  const columns: (ColumnArray | null)[] = [];
  for (let i = 0; i < (rows[0]?.length ?? 0); i++) {
    const values = rows.map((row) => row[i] ?? null);
    const given = values.filter((value) => value !== null);
    const type = typeOf(given);
    if (type === undefined) return undefined;
    columns.push(
      type === null ? null : { type, array: isNumeric(type) ? literalOf(values) : values },
    );
  }
  return columns.some((column) => column !== null) ? columns : undefined;
}

/** A list of values as one parameter. */
export function toArray(values: readonly unknown[]): ColumnArray['array'] {
  return values.every((value) => typeof value === 'number') ? literalOf(values) : values;
}

function typeOf(given: readonly unknown[]): ColumnArray['type'] | null | undefined {
  if (given.length === 0) return null;
  if (given.every((value) => typeof value === 'string')) return 'text';
  if (given.every((value) => value instanceof Uint8Array)) return 'bytea';
  if (!given.every((value) => typeof value === 'number')) return undefined;
  return given.every(Number.isSafeInteger) ? 'bigint' : 'double precision';
}

function isNumeric(type: ColumnArray['type']): boolean {
  return type === 'bigint' || type === 'double precision';
}

/** Numbers need no quotes, which the driver would look for in each. */
function literalOf(numbers: readonly unknown[]): string {
  return `{${numbers.map((number) => number ?? 'null').join(',')}}`;
}
