/** The values of one column of many rows, as one parameter. */
export interface ColumnArray {
  readonly type: 'bigint' | 'double precision' | 'text' | 'bytea';
  /** A literal of PostgreSQL, or what the driver makes one of. */
  readonly array: string | readonly unknown[];
}

/**
 * Columns as arrays; null for a column of nothing but null.
 *
 * @param columns Of each its values, as many as there are rows.
 * @returns undefined where a column holds values of several types, or no row holds anything
 */
export function toColumnArrays(
  columns: readonly (readonly unknown[])[],
): readonly (ColumnArray | null)[] | undefined {
  const arrays: (ColumnArray | null)[] = [];
  for (const values of columns) {
    const type = typeOf(values);
    if (type === undefined) return undefined;
    arrays.push(
      type === null ? null : { type, array: isNumeric(type) ? literalOf(values) : values },
    );
  }
  return arrays.some((array) => array !== null) ? arrays : undefined;
}

/** A list of values as one parameter. */
export function toArray(values: readonly unknown[]): ColumnArray['array'] {
  return values.every((value) => typeof value === 'number') ? literalOf(values) : values;
}

function typeOf(values: readonly unknown[]): ColumnArray['type'] | null | undefined {
  let type: ColumnArray['type'] | null = null;
  for (const value of values) {
    if (value === null || value === undefined) continue;
    const own = typeOfOne(value);
    if (own === undefined) return undefined;
    if (type === null || type === own) type = own;
    else if (isNumeric(type) && isNumeric(own)) type = 'double precision';
    else return undefined;
  }
  return type;
}

function typeOfOne(value: unknown): ColumnArray['type'] | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'bigint' : 'double precision';
  if (typeof value === 'string') return 'text';
  return value instanceof Uint8Array ? 'bytea' : undefined;
}

function isNumeric(type: ColumnArray['type']): boolean {
  return type === 'bigint' || type === 'double precision';
}

/** Numbers need no quotes, which the driver would look for in each. */
function literalOf(numbers: readonly unknown[]): string {
  return `{${numbers.map((number) => number ?? 'null').join(',')}}`;
}
