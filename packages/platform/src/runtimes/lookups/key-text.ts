import type { InputField } from '@kaizenml/contracts';
import { readCell } from '@kaizenml/ml/table';

/** A key as text, so that 7, 7.0 and "7" of a column of numbers are the same; undefined for a missing one. */
export function keyText(field: InputField, value: unknown): string | undefined {
  const read = readCell(field, value);
  if (read === null || typeof read === 'symbol' || Number.isNaN(read)) return undefined;
  return String(read);
}
