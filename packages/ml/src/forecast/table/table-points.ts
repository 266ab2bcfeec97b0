import { AppError } from '@kaizenml/contracts';
import {
  type Column,
  cell,
  DAY_MS,
  daysFromCivil,
  getColumn,
  isNumeric,
  type Table,
} from '../../table/index.ts';
import type { ForecastShape } from '../artifact/fitted-forecast.ts';
import type { NewerPoints } from '../artifact/forecast-series.ts';

/** Which columns hold what. */
export interface PointColumns {
  readonly target: string;
  /** Undefined: rows lie at equal distances in their order. */
  readonly time: string | undefined;
  /** Undefined: one series. */
  readonly series: string | undefined;
  /** What the column of time holds. Default: as it looks. */
  readonly timeKind?: 'date' | 'year' | 'number' | undefined;
}

/** The points of the series of a table, in the order in which series come first. */
export interface TablePoints {
  readonly time: ForecastShape['time'];
  readonly list: readonly NewerPoints[];
}

/** Whole numbers within these are years. */
const [FIRST_YEAR, LAST_YEAR] = [1000, 3000];
/** Largest number of a series, by size: squares of larger ones are beyond all numbers. */
const LARGEST = 1e150;
/** Name of a series whose rows have none. */
const NAMELESS = '(none)';

/**
 * The points of a table by series.
 *
 * @throws COLUMN_UNKNOWN; TARGET_UNUSABLE for a target without numbers, or with numbers beyond 1e150; ARGUMENT_INVALID for a column of time that has neither
 * dates nor numbers
 */
export function tablePoints(
  table: Table,
  { target, time, series, timeKind }: PointColumns,
): TablePoints {
  const values = targetValues(getColumn(table, target));
  const read = time === undefined ? undefined : readTime(getColumn(table, time), timeKind);
  const names = series === undefined ? undefined : getColumn(table, series);
  const rows = new Map<string, number[]>();
  for (let i = 0; i < table.nRows; i++) {
    const name = names === undefined ? '' : String(cell(names, i) ?? NAMELESS);
    const own = rows.get(name);
    if (own) own.push(i);
    else rows.set(name, [i]);
  }
  return {
    time: read === undefined || time === undefined ? null : { column: time, kind: read.kind },
    list: [...rows].map(([name, own]) => ({
      series: name,
      instants: Float64Array.from(own, (row, place) => read?.instants[row] ?? place),
      values: Float64Array.from(own, (row) => values[row]),
    })),
  };
}

function targetValues(column: Column): Float64Array {
  const { name, kind } = column;
  const values = numbersOf(column);
  if (values !== undefined) {
    assertSize(name, values);
    return values;
  }
  throw new AppError('TARGET_UNUSABLE', {
    message: `A forecast must get a column of numbers, got "${name}", which holds ${kind} values.`,
    hint: 'Name the column whose values go on, with `--target`.',
    details: { column: name, kind },
  });
}

/** A series may count up by one, as ids do. */
function numbersOf(column: Column): Float64Array | undefined {
  if (isNumeric(column)) return column.kind === 'number' ? column.values : undefined;
  if (column.kind !== 'id') return undefined;
  const { codes, levels } = column;
  const parsed = levels.map(Number);
  if (!parsed.every(Number.isFinite)) return undefined;
  return Float64Array.from(codes, (code) => parsed[code] ?? Number.NaN);
}

function assertSize(name: string, values: Float64Array): void {
  const bad = values.findIndex((value) => Math.abs(value) > LARGEST);
  if (bad < 0) return;
  throw new AppError('TARGET_UNUSABLE', {
    message: `A forecast must get numbers between -${LARGEST} and ${LARGEST}, got ${values[bad]} in row ${bad + 1} of "${name}".`,
    hint: 'Leave the cell empty if it stands for a missing value, or write the numbers in a larger unit.',
    details: { column: name, row: bad + 1, value: values[bad] },
  });
}

function readTime(
  column: Column,
  wanted: PointColumns['timeKind'],
): {
  readonly kind: 'date' | 'year' | 'number';
  readonly instants: Float64Array;
} {
  const { name, kind } = column;
  if (kind === 'date' && isNumeric(column)) return { kind, instants: column.values };
  const numbers = isNumeric(column)
    ? column.values
    : Float64Array.from(column.codes, (code) =>
        code < 0 ? Number.NaN : Number(column.levels[code]),
      );
  const present = numbers.filter(Number.isFinite);
  if (present.length === 0 || (!isNumeric(column) && present.length < column.codes.length))
    throw new AppError('ARGUMENT_INVALID', {
      message: `The column of time must hold dates or numbers, got "${name}", which holds ${kind} values.`,
      hint: 'Write dates like 2026-01-31, months like 2026-01.',
      details: { column: name, kind },
    });
  const areYears = present.every(
    (year) => Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR,
  );
  if (wanted === 'number' || !areYears) return { kind: 'number', instants: numbers };
  const instants = numbers.map((year) =>
    Number.isFinite(year) ? daysFromCivil({ year, month: 1, day: 1 }) * DAY_MS : Number.NaN,
  );
  return { kind: 'year', instants };
}
