import type { ColumnCheck, LintFinding, TableCheck } from '../check.ts';
import type { TableEvidence } from '../evidence/table-evidence.ts';
import { blanksAround } from './blanks-around.ts';
import { carriageReturns } from './carriage-returns.ts';
import { categorySpellings } from './category-spellings.ts';
import { constantColumn } from './constant-column.ts';
import { delimiter } from './delimiter.ts';
import { emptyColumn } from './empty-column.ts';
import { encoding } from './encoding.ts';
import { equalColumns } from './equal-columns.ts';
import { headerNames } from './header-names.ts';
import { leadingZeros } from './leading-zeros.ts';
import { mixedDates } from './mixed-dates.ts';
import { mixedTypes } from './mixed-types.ts';
import { numberSeparators } from './number-separators.ts';
import { numberUnits } from './number-units.ts';
import { rows } from './rows.ts';
import { sentinelValues } from './sentinel-values.ts';
import {
  daysOfZero,
  keysAsScientific,
  namesAsDates,
  spreadsheetErrors,
} from './spreadsheet-damage.ts';

/** The checks of a file as a whole. Adding a row adds a check. */
const TABLE_CHECKS: readonly TableCheck[] = [encoding, delimiter, headerNames, rows, equalColumns];

/** The checks of each column. Adding a row adds a check. */
const COLUMN_CHECKS: readonly ColumnCheck[] = [
  emptyColumn,
  carriageReturns,
  spreadsheetErrors,
  namesAsDates,
  keysAsScientific,
  daysOfZero,
  mixedTypes,
  mixedDates,
  numberUnits,
  numberSeparators,
  leadingZeros,
  sentinelValues,
  blanksAround,
  categorySpellings,
  constantColumn,
];

const RANK = { error: 0, warning: 1, info: 2 } as const;

/** What all checks find, the gravest first; the file before its columns. */
export function runChecks(table: TableEvidence): LintFinding[] {
  const found = [
    ...TABLE_CHECKS.flatMap((check) => check(table)),
    ...table.columns.flatMap((column) =>
      COLUMN_CHECKS.flatMap((check) => check(column, table) ?? []),
    ),
  ];
  return found.toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
}
