import type { ColumnCheck, LintFinding, TableCheck } from '../check.ts';
import type { TableEvidence } from '../evidence/table-evidence.ts';
import { blanksAround } from './blanks-around.ts';
import { carriageReturns } from './carriage-returns.ts';
import { categorySpellings } from './category-spellings.ts';
import { categoryTypos } from './category-typos.ts';
import { constantColumn } from './constant-column.ts';
import { ambiguousDates, impossibleDates, shortYears, suspectDays } from './dates.ts';
import { delimiter } from './delimiter.ts';
import { duplicateRows } from './duplicate-rows.ts';
import { emptyColumn } from './empty-column.ts';
import { encoding } from './encoding.ts';
import { equalColumns } from './equal-columns.ts';
import { headerNames } from './header-names.ts';
import { leadingZeros } from './leading-zeros.ts';
import { oddLines } from './lines.ts';
import { lostZeros } from './lost-zeros.ts';
import { mixedBooleans } from './mixed-booleans.ts';
import { mixedDates } from './mixed-dates.ts';
import { mixedMarkers } from './mixed-markers.ts';
import { mixedPoints } from './mixed-points.ts';
import { mixedScale } from './mixed-scale.ts';
import { mixedTypes } from './mixed-types.ts';
import { nearlyConstant } from './near-constant.ts';
import { numberSeparators } from './number-separators.ts';
import { numberUnits } from './number-units.ts';
import { hiddenCharacters, mojibake } from './odd-characters.ts';
import { quoting, typographicQuotes } from './quoting.ts';
import { rows } from './rows.ts';
import { secondLine } from './second-line.ts';
import { sentinelValues } from './sentinel-values.ts';
import { shiftedRows } from './shifted-rows.ts';
import {
  daysOfZero,
  keysAsScientific,
  namesAsDates,
  serialDays,
  spreadsheetErrors,
} from './spreadsheet-damage.ts';
import { formulas, markup, nested } from './text-content.ts';
import { timeOrder } from './time-order.ts';
import { totalsWithin } from './totals-within.ts';

/** The checks of a file as a whole. Adding a row adds a check. */
const TABLE_CHECKS: readonly TableCheck[] = [
  encoding,
  delimiter,
  quoting,
  oddLines,
  headerNames,
  secondLine,
  rows,
  shiftedRows,
  duplicateRows,
  equalColumns,
];

/** The checks of each column. Adding a row adds a check. */
const COLUMN_CHECKS: readonly ColumnCheck[] = [
  emptyColumn,
  carriageReturns,
  spreadsheetErrors,
  namesAsDates,
  keysAsScientific,
  daysOfZero,
  serialDays,
  formulas,
  mixedTypes,
  mixedPoints,
  mixedDates,
  impossibleDates,
  shortYears,
  ambiguousDates,
  suspectDays,
  timeOrder,
  mixedBooleans,
  mixedMarkers,
  numberUnits,
  numberSeparators,
  mixedScale,
  leadingZeros,
  lostZeros,
  sentinelValues,
  blanksAround,
  hiddenCharacters,
  mojibake,
  typographicQuotes,
  markup,
  nested,
  totalsWithin,
  categorySpellings,
  categoryTypos,
  constantColumn,
  nearlyConstant,
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
