/** What a column of values is stored as; `json` holds values of several kinds, lists and objects as text. */
export type ValueKind = 'number' | 'text' | 'boolean' | 'json';

/** A value as a column holds it. */
export type StoredValue = string | number | boolean | null;

/** The kind that holds a value exactly; undefined for a missing one. */
export function kindOfValue(value: unknown): ValueKind | undefined {
  if (value === null || value === undefined) return undefined;
  switch (typeof value) {
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'string':
      return value.isWellFormed() && !value.includes('\0') ? 'text' : 'json';
    default:
      return 'json';
  }
}

/** The kind that holds the values of two. */
export function commonKind(
  a: ValueKind | undefined,
  b: ValueKind | undefined,
): ValueKind | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a === b ? a : 'json';
}

/** A value as a column of this kind holds it. */
export function toStored(kind: ValueKind, value: unknown): StoredValue {
  if (value === null || value === undefined) return null;
  if (kind === 'json') return JSON.stringify(value);
  return kindOfValue(value) === kind ? (value as StoredValue) : null;
}

/** The value that a column holds. */
export function fromStored(kind: ValueKind, stored: StoredValue): unknown {
  return kind === 'json' && typeof stored === 'string' ? JSON.parse(stored) : stored;
}
