import { type ColumnCheck, countOf, firstOf, linesOf, placesOf } from '../check.ts';
import { nValues } from '../evidence/column-evidence.ts';
import { namesOfHidden } from '../evidence/odd-characters.ts';

/** No-break spaces, characters without a width, control characters. */
export const hiddenCharacters: ColumnCheck = (column, table) => {
  const seen = column.hidden;
  if (seen.count === 0) return undefined;
  const total = nValues(column);
  const names = [...new Set(seen.first.flatMap(({ value }) => namesOfHidden(value)))];
  return {
    code: 'TEXT_HIDDEN',
    severity: 'warning',
    column: column.name,
    message: `Column '${column.name}' holds characters that nobody sees${names.length === 0 ? '' : ` (${names.slice(0, 4).join(', ')})`} in ${countOf(seen.count, total)}, ${linesOf(seen, table)}`,
    hint: 'Take them off, or let `--fix` do it: two values that look the same are not.',
    ...placesOf(seen, total),
  };
};

/** Letters that were decoded in the wrong encoding, or lost. */
export const mojibake: ColumnCheck = (column, table) => {
  const seen = column.mojibake;
  if (seen.count === 0) return undefined;
  const total = nValues(column);
  return {
    code: 'TEXT_MOJIBAKE',
    severity: 'warning',
    column: column.name,
    message: `Column '${column.name}' holds letters that were decoded in the wrong encoding in ${countOf(seen.count, total)}, first ${firstOf(seen, table)}`,
    hint: 'Export it as UTF-8 from the source: "Ã©" was "é", and "�" is lost.',
    ...placesOf(seen, total),
  };
};
