import { type ColumnCheck, countOf, firstOf, placesOf } from '../check.ts';
import { nOf, nValues } from '../evidence/column-evidence.ts';

/** Whole numbers of which some are written with a decimal point, such as 12 and 12.0: a library took them for fractions. */
export const mixedPoints: ColumnCheck = (column, table) => {
  const { name, nDigits, nWhole, pointZero: seen } = column;
  const total = nValues(column);
  const nNumbers = nOf(column, 'number');
  if (seen.count === 0 || nDigits === 0 || nNumbers < 0.9 * total) return undefined;
  if (nWhole < nNumbers || nDigits + seen.count < 0.9 * nNumbers) return undefined;
  return {
    code: 'TYPES_MIXED',
    severity: 'info',
    column: name,
    message: `Column '${name}' holds whole numbers, but with a decimal point in ${countOf(seen.count, total)}, first ${firstOf(seen, table)}`,
    hint: 'Write all of them in one way: as keys and as categories, 12 and 12.0 are different values.',
    ...placesOf(seen, total),
  };
};
