import { type ColumnCheck, countOf, firstOf, linesOf, placesOf } from '../check.ts';
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

/** Days such as 1970-01-01 and 9999-12-31, far from all others of the column. */
export const suspectDays: ColumnCheck = (column, table) => {
  const { name, suspectDays: days, firstYear, lastYear } = column;
  const [found] = [...days]
    .filter(([text]) => {
      const year = Number(text.slice(0, 4));
      return year < firstYear - 1 || year > lastYear + 5;
    })
    .sort(([, a], [, b]) => b.count - a.count);
  if (found === undefined || !isDates(column) || lastYear < firstYear) return undefined;
  const [day, seen] = found;
  const total = nValues(column);
  return {
    code: 'SENTINEL_VALUE',
    severity: 'warning',
    column: name,
    message: `Column '${name}' holds ${day} in ${countOf(seen.count, total)}, while all other dates lie between ${firstYear} and ${lastYear}, ${linesOf(seen, table)}`,
    hint: 'Leave these cells empty where the date stands for "never" or "not known".',
    ...placesOf(seen, total),
  };
};

/** Dates such as 03/04/2021, of which none tells whether the day comes first. */
export const ambiguousDates: ColumnCheck = (column, table) =>
  !isDates(column) || CLEAR_ORDERS.some((order) => column.orders.has(order))
    ? undefined
    : dated(column, table, column.ambiguousDates, {
        code: 'DATES_AMBIGUOUS',
        severity: 'warning',
        what: 'does not tell day from month',
        hint: 'Write all dates as YYYY-MM-DD.',
      });

/** Orders that tell day from month where others do not. */
const CLEAR_ORDERS = ['d/m/y', 'm/d/y', 'd-m-y', 'm-d-y'] as const;

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
