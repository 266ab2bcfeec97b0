import { type ColumnCheck, countOf, firstOf, placesOf } from '../check.ts';
import { nValues } from '../evidence/column-evidence.ts';

/** Share of a column from which its cells are meant to be objects or lists. */
const NEARLY_ALL = 0.9;

/** Characters and tags of HTML. */
export const markup: ColumnCheck = (column, table) => {
  const seen = column.markup;
  const total = nValues(column);
  if (seen.count === 0) return undefined;
  return {
    code: 'TEXT_MARKUP',
    severity: 'warning',
    column: column.name,
    message: `Column '${column.name}' holds characters or tags of HTML in ${countOf(seen.count, total)}, first ${firstOf(seen, table)}`,
    hint: 'Write the characters themselves: "&amp;" stands for "&", and the two are different values.',
    ...placesOf(seen, total),
  };
};

/** Objects and lists in cells. */
export const nested: ColumnCheck = (column, table) => {
  const seen = column.nested;
  const total = nValues(column);
  if (seen.count === 0) return undefined;
  const isMeant = seen.count >= NEARLY_ALL * total;
  return {
    code: 'TEXT_NESTED',
    severity: isMeant ? 'info' : 'warning',
    column: column.name,
    message: `Column '${column.name}' holds objects or lists in ${countOf(seen.count, total)}, first ${firstOf(seen, table)}`,
    hint: isMeant
      ? 'Give each field a column of its own where a model is to use it.'
      : 'Find out why these cells are not like the others, and give each field a column of its own.',
    ...placesOf(seen, total),
  };
};

/** Formulas in place of their results. */
export const formulas: ColumnCheck = (column, table) => {
  const seen = column.formulas;
  const total = nValues(column);
  if (seen.count === 0) return undefined;
  return {
    code: 'SPREADSHEET_FORMULA',
    severity: 'error',
    column: column.name,
    message: `Column '${column.name}' holds formulas of a spreadsheet in ${countOf(seen.count, total)}, first ${firstOf(seen, table)}`,
    hint: 'Export the values, not the formulas: a spreadsheet that opens the file would run them.',
    ...placesOf(seen, total),
  };
};
