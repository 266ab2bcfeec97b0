import type { Column } from '@kaizenml/ml/table';
import { columnFromCodes } from './coded-column.ts';
import type { TextKind } from './known-kinds.ts';
import { createTextCoder } from './text-coder.ts';
import { trimBlanks } from './trim-blanks.ts';

/**
 * The column of texts as people write them, null where there is none; blanks around them and marks of missing values are taken off.
 *
 * @param known Its kind, when the values shall not decide. Default: decided from the values, as `readTable` does.
 * @cost O(texts)
 */
export function columnOfTexts(
  name: string,
  texts: Iterable<string | null>,
  known?: TextKind,
): Column {
  const coder = createTextCoder(name);
  for (const text of texts) coder.push(text === null ? null : trimBlanks(text));
  return columnFromCodes(coder.finish().coded, known);
}
