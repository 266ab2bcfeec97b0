import type { ColumnKind } from '@kaizenml/contracts';
import { isNumericKind } from '@kaizenml/ml/table';

/** Kinds whose values are kept as the text that stands in the file. */
export type TextKind = Exclude<ColumnKind, 'number' | 'date'>;

/** Columns of text whose kind is known before the file is read, by name. */
export type KnownKinds = ReadonlyMap<string, TextKind>;

/** Whether a kind keeps the text of its values. */
export function isTextKind(kind: ColumnKind): kind is TextKind {
  return !isNumericKind(kind);
}
