import { type ColumnCheck, countOf, firstOf, placesOf } from '../check.ts';
import { nValues } from '../evidence/column-evidence.ts';

/** Keys of digits that lose their zeros when they are read as numbers. */
export const leadingZeros: ColumnCheck = (column, table) => {
  const { name, leadingZeros: seen, nDigits } = column;
  const total = nValues(column);
  if (seen.count === 0 || nDigits < 0.9 * total) return undefined;
  return {
    code: 'LEADING_ZEROS',
    severity: 'warning',
    column: name,
    message: `Column '${name}' would lose leading zeros as a number in ${countOf(seen.count, total)}, first ${firstOf(seen, table)}`,
    hint: 'Read it as text where it is a key, such as a postal code.',
    ...placesOf(seen, total),
  };
};
