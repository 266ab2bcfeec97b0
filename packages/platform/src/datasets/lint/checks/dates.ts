import { type ColumnCheck, countOf, firstOf, placesOf } from '../check.ts';
import { type ColumnEvidence, nOf, nValues } from '../evidence/column-evidence.ts';
import type { Sightings } from '../evidence/sightings.ts';
import type { TableEvidence } from '../evidence/table-evidence.ts';

/** Days that no calendar has. */
export const impossibleDates: ColumnCheck = (column, table) =>
  isDates(column)
    ? dated(column, table, column.impossibleDates, {
        code: 'DATES_IMPOSSIBLE',
        severity: 'error',
        what: 'names days that do not exist',
        hint: 'Correct them in the source, or leave these cells empty.',
      })
    : undefined;

/** Years of two digits. */
export const shortYears: ColumnCheck = (column, table) =>
  isDates(column)
    ? dated(column, table, column.shortYears, {
        code: 'DATES_SHORT_YEAR',
        severity: 'warning',
        what: 'writes the year with two digits',
        hint: 'Write all dates as YYYY-MM-DD: nobody knows whether 31 is 1931 or 2031.',
      })
    : undefined;

/** Dates such as 03/04/2021, of which none tells whether the day comes first. */
export const ambiguousDates: ColumnCheck = (column, table) =>
  !isDates(column) || column.orders.has('d/m/y') || column.orders.has('m/d/y')
    ? undefined
    : dated(column, table, column.ambiguousDates, {
        code: 'DATES_AMBIGUOUS',
        severity: 'warning',
        what: 'does not tell day from month',
        hint: 'Write all dates as YYYY-MM-DD.',
      });

function isDates(column: ColumnEvidence): boolean {
  return nOf(column, 'date') >= 0.5 * nValues(column);
}

function dated(
  { name, ...column }: ColumnEvidence,
  table: TableEvidence,
  seen: Sightings,
  words: {
    readonly code: 'DATES_IMPOSSIBLE' | 'DATES_SHORT_YEAR' | 'DATES_AMBIGUOUS';
    readonly severity: 'error' | 'warning';
    readonly what: string;
    readonly hint: string;
  },
) {
  if (seen.count === 0) return undefined;
  const total = nValues({ name, ...column });
  return {
    code: words.code,
    severity: words.severity,
    column: name,
    message: `Column '${name}' ${words.what} in ${countOf(seen.count, total)}, first ${firstOf(seen, table)}`,
    hint: words.hint,
    ...placesOf(seen, total),
  };
}
