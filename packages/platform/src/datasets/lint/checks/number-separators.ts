import type { Dialect } from '../../csv/dialect.ts';
import { type ColumnCheck, countOf, firstOf, placesOf } from '../check.ts';
import { type ColumnEvidence, nOf, nValues } from '../evidence/column-evidence.ts';
import { createSightings } from '../evidence/sightings.ts';

/** Numbers with thousands separators or a decimal comma, which are read as text. */
export const numberSeparators: ColumnCheck = (column, table) => {
  const total = nValues(column);
  const nSeparated = nOf(column, 'grouped', 'decimalComma');
  if (nSeparated === 0 || nSeparated + nOf(column, 'number', 'unit') < 0.8 * total)
    return undefined;
  const isComma = nOf(column, 'decimalComma') > 0;
  const seen = column.shapes.get(isComma ? 'decimalComma' : 'grouped') ?? createSightings();
  return {
    code: 'NUMBERS_WITH_SEPARATORS',
    severity: 'warning',
    column: column.name,
    message: `Column '${column.name}' holds numbers with ${isComma ? 'a decimal comma' : 'thousands separators'} in ${countOf(seen.count, total)}, first ${firstOf(seen, table)}`,
    hint:
      areThousands(column) || areDecimals(column, table.dialect)
        ? 'Write plain digits, or let `--fix` do it.'
        : 'Write plain digits with a decimal point; `--fix` leaves them, since the comma may stand for decimals.',
    ...placesOf(seen, total),
  };
};

/** Whether every separator of a column is surely one of thousands. */
export function areThousands(column: ColumnEvidence): boolean {
  return (
    column.nCertain > 0 &&
    nOf(column, 'decimalComma') === 0 &&
    nOf(column, 'grouped', 'number') >= 0.8 * nValues(column)
  );
}

/** Whether every comma of a column is surely one of decimals: where commas do not cut the cells, and no number has a point. */
export function areDecimals(column: ColumnEvidence, { delimiter }: Dialect): boolean {
  return (
    delimiter !== ',' &&
    nOf(column, 'decimalComma') > 0 &&
    nOf(column, 'grouped') === 0 &&
    column.nWhole === nOf(column, 'number') &&
    nOf(column, 'decimalComma', 'number') >= 0.8 * nValues(column)
  );
}
