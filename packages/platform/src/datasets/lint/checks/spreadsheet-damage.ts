import { type ColumnCheck, countOf, firstOf, placesOf } from '../check.ts';
import { type ColumnEvidence, nOf, nValues } from '../evidence/column-evidence.ts';
import { createSightings, type Sightings } from '../evidence/sightings.ts';
import type { TableEvidence } from '../evidence/table-evidence.ts';

/** Cells in which a spreadsheet left an error instead of a value. */
export const spreadsheetErrors: ColumnCheck = (column, table) =>
  damage(column, table, column.shapes.get('spreadsheetError'), {
    code: 'SPREADSHEET_ERROR',
    what: 'holds errors of a spreadsheet',
    hint: 'Repair the formulas and export again, or leave these cells empty.',
  });

/** Names that a spreadsheet took for dates: the gene MARCH1 became 1-Mar, SEPT2 became 2-Sep. */
export const namesAsDates: ColumnCheck = (column, table) =>
  nOf(column, 'monthDay') >= 0.5 * nValues(column) || nOf(column, 'date') > 0.25 * nValues(column)
    ? undefined
    : damage(column, table, namedDates(column), {
        code: 'SPREADSHEET_DATE',
        what: 'holds names that a spreadsheet turned into dates',
        hint: 'Restore them from the source, such as MARCH1 for 1-Mar, and import the column as text.',
      });

/** Cells such as 2-Sep; where most values are short names without blanks, whole dates as well. */
function namedDates(column: ColumnEvidence): Sightings | undefined {
  const found = column.shapes.get('monthDay');
  if (found !== undefined) return found;
  const dates = column.shapes.get('date');
  const nText = nOf(column, 'text');
  const isNames = nText >= 0.75 * nValues(column) && isShortNames(column);
  return isNames && dates !== undefined && dates.count <= 0.3 * nText ? dates : undefined;
}

function isShortNames({ values }: ColumnEvidence): boolean {
  const texts = [...values.keys()].slice(0, 200);
  return (
    texts.length >= 5 &&
    texts.filter((text) => /^[\w.-]{2,14}$/.test(text)).length > 0.9 * texts.length
  );
}

/** Names of columns that hold keys. */
const KEY =
  /(^|[^a-z])(ids?|keys?|codes?|number|no|nr|ean|gtin|isbn|upc|sku|account|acct|iban|card|phone|tel|imei|barcode)([^a-z]|$)/i;

/** Long keys that a spreadsheet rounded to scientific notation. */
export const keysAsScientific: ColumnCheck = (column, table) => {
  const total = nValues(column);
  const isKey = column.nDigits + nOf(column, 'text', 'scientific') >= 0.9 * total;
  const isNamed = KEY.test(column.name.replaceAll(/([a-z])([A-Z])/g, '$1_$2'));
  const hasOthers = column.nDigits + nOf(column, 'text') > 0;
  return !isKey || column.low < 0 || (!hasOthers && !isNamed)
    ? undefined
    : damage(column, table, column.shapes.get('scientific'), {
        code: 'SPREADSHEET_SCIENTIFIC',
        what: 'holds long keys that a spreadsheet rounded to scientific notation',
        hint: 'Restore them from the source and import the column as text: the digits are lost.',
      });
};

/** Dates of January 1900 or 1904, which a spreadsheet shows for 0. */
export const daysOfZero: ColumnCheck = (column, table) =>
  column.nOldDates > 0 || column.spreadsheetDays.count >= 0.5 * nValues(column)
    ? undefined
    : damage(column, table, column.spreadsheetDays, {
        code: 'SPREADSHEET_ZERO_DATE',
        what: 'holds dates of January 1900 or 1904, which a spreadsheet shows for 0,',
        hint: 'Leave these cells empty where no date is known.',
      });

/** Names of columns that hold dates. */
const DATED = /date|datum|fecha|\bdata\b|_at$|_on$/i;
/** 1970-01-01 as a spreadsheet counts days. */
const SERIAL_1970 = 25569;

/** Days counted from 1900 beside dates, or in a column of dates: cells that a spreadsheet did not show as dates. */
export const serialDays: ColumnCheck = (column, table) => {
  const total = nValues(column);
  const [nDates, nSerial] = [nOf(column, 'date'), column.serialDays.count];
  const isAmongDates = nDates >= 0.2 * total && nDates + nSerial >= 0.9 * total;
  const isAll =
    DATED.test(column.name) && nSerial === total && total >= 10 && column.low >= SERIAL_1970;
  return !isAmongDates && !isAll
    ? undefined
    : damage(column, table, column.serialDays, {
        code: 'SPREADSHEET_SERIAL_DATE',
        what: `holds numbers of days, as a spreadsheet counts them from 1900${isAll ? '' : ', beside dates'},`,
        hint: 'Show the column as dates (YYYY-MM-DD) in the spreadsheet and export it again: 44197 is 2021-01-01.',
      });
};

type Words = {
  readonly code:
    | 'SPREADSHEET_ERROR'
    | 'SPREADSHEET_DATE'
    | 'SPREADSHEET_SCIENTIFIC'
    | 'SPREADSHEET_ZERO_DATE'
    | 'SPREADSHEET_SERIAL_DATE';
  readonly what: string;
  readonly hint: string;
};

function damage(
  column: ColumnEvidence,
  table: TableEvidence,
  seen: Sightings = createSightings(),
  { code, what, hint }: Words,
) {
  if (seen.count === 0) return undefined;
  const total = nValues(column);
  return {
    code,
    severity: 'error' as const,
    column: column.name,
    message: `Column '${column.name}' ${what} in ${countOf(seen.count, total)}, first ${firstOf(seen, table)}`,
    hint,
    ...placesOf(seen, total),
  };
}
