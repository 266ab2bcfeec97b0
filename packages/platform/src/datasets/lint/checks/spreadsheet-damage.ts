import { type ColumnCheck, countOf, firstOf, placesOf } from '../check.ts';
import { type ColumnEvidence, nOf, nValues } from '../evidence/column-evidence.ts';
import { createSightings, type Sightings } from '../evidence/sightings.ts';

/** Cells in which a spreadsheet left an error instead of a value. */
export const spreadsheetErrors: ColumnCheck = (column) =>
  damage(column, column.shapes.get('spreadsheetError'), {
    code: 'SPREADSHEET_ERROR',
    what: 'holds errors of a spreadsheet',
    hint: 'Repair the formulas and export again, or leave these cells empty.',
  });

/** Names that a spreadsheet took for dates: the gene MARCH1 became 1-Mar, SEPT2 became 2-Sep. */
export const namesAsDates: ColumnCheck = (column) =>
  nOf(column, 'monthDay') >= 0.5 * nValues(column)
    ? undefined
    : damage(column, column.shapes.get('monthDay'), {
        code: 'SPREADSHEET_DATE',
        what: 'holds names that a spreadsheet turned into dates',
        hint: 'Restore them from the source, such as MARCH1 for 1-Mar, and import the column as text.',
      });

/** Long keys that a spreadsheet rounded to scientific notation. */
export const keysAsScientific: ColumnCheck = (column) => {
  const isKey = column.nDigits + nOf(column, 'text', 'scientific') >= 0.9 * nValues(column);
  return !isKey || column.low < 0
    ? undefined
    : damage(column, column.shapes.get('scientific'), {
        code: 'SPREADSHEET_SCIENTIFIC',
        what: 'holds long keys that a spreadsheet rounded to scientific notation',
        hint: 'Restore them from the source and import the column as text: the digits are lost.',
      });
};

/** Dates of January 1900 or 1904, which a spreadsheet shows for 0. */
export const daysOfZero: ColumnCheck = (column) =>
  column.nOldDates > 0 || column.spreadsheetDays.count >= 0.5 * nValues(column)
    ? undefined
    : damage(column, column.spreadsheetDays, {
        code: 'SPREADSHEET_ZERO_DATE',
        what: 'holds dates of January 1900 or 1904, which a spreadsheet shows for 0,',
        hint: 'Leave these cells empty where no date is known.',
      });

type Words = {
  readonly code:
    | 'SPREADSHEET_ERROR'
    | 'SPREADSHEET_DATE'
    | 'SPREADSHEET_SCIENTIFIC'
    | 'SPREADSHEET_ZERO_DATE';
  readonly what: string;
  readonly hint: string;
};

function damage(
  column: ColumnEvidence,
  seen: Sightings = createSightings(),
  { code, what, hint }: Words,
) {
  if (seen.count === 0) return undefined;
  const total = nValues(column);
  return {
    code,
    severity: 'error' as const,
    column: column.name,
    message: `Column '${column.name}' ${what} in ${countOf(seen.count, total)}, first ${firstOf(seen)}`,
    hint,
    ...placesOf(seen, total),
  };
}
