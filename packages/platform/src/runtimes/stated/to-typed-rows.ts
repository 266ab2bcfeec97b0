import type { InputField, Row } from '@kaizenml/contracts';
import { isoDate, readCell, truthOf } from '@kaizenml/ml/table';

/** Rows with every column of a signature as programs that are not ours read them: numbers, booleans, texts and ISO dates; null where a value is missing. */
export function toTypedRows(inputs: readonly InputField[], rows: readonly Row[]): Row[] {
  return rows.map((row) =>
    Object.fromEntries(inputs.map((field) => [field.name, toCell(field, row[field.name])])),
  );
}

function toCell(field: InputField, value: unknown): string | number | boolean | null {
  if (value === null || value === undefined || value === '') return null;
  const read = readCell(field, value);
  if (typeof read === 'number')
    return Number.isNaN(read) ? null : field.kind === 'date' ? isoDate(read) : read;
  if (typeof read !== 'string') return null;
  return field.kind === 'boolean' ? (truthOf(read) ?? read) : read;
}
