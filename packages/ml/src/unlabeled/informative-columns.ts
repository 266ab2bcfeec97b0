import { AppError } from '@kaizenml/contracts';
import { checkIdLike, percent } from '../guardrails/index.ts';
import { countLevels, type LevelCount } from '../preprocess/count-levels.ts';
import { sortedPresent } from '../stats/index.ts';
import {
  type CodedColumn,
  type Column,
  isNumeric,
  type NumericColumn,
  type Table,
} from '../table/index.ts';

/** A column that is not looked at. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

/** How a method reads columns. A reader that answers a text says why the column is left out. */
export interface ColumnReading<Read> {
  /** Who reads, for sentences: `A clustering`. */
  readonly reader: string;
  /** What there must be: `a column that tells rows apart`. */
  readonly needs: string;
  /** @param sorted Its finite values, increasing, at least two different ones. */
  readonly numbers: (column: NumericColumn, sorted: Float64Array) => Read | string;
  /** @param counts Levels that occur, at least two, most frequent first. */
  readonly levels: (column: CodedColumn, counts: readonly LevelCount[]) => Read | string;
}

/** Columns as a method reads them. */
export interface InformativeColumns<Read> {
  readonly columns: readonly Read[];
  readonly leftOut: readonly LeftOut[];
}

/** Share of rows without a value above which a column is left out. */
const MOST_MISSING = 0.5;

/**
 * The columns in which rows differ, and why others are left out. Infinite numbers count as missing.
 *
 * @throws TABLE_EMPTY without rows, FEATURES_UNUSABLE where no column is left.
 * @cost O(n log n) per column
 */
export function informativeColumns<Read>(
  table: Table,
  reading: ColumnReading<Read>,
): InformativeColumns<Read> {
  const { reader, needs } = reading;
  if (table.nRows === 0) {
    throw new AppError('TABLE_EMPTY', {
      message: `${reader} must get at least one row, got 0.`,
      hint: 'Give it rows to learn from.',
      details: { nRows: 0 },
    });
  }
  const columns: Read[] = [];
  const leftOut: LeftOut[] = [];
  for (const column of table.columns) {
    const found = readColumn(column, reading);
    if (typeof found === 'string') leftOut.push({ name: column.name, reason: found });
    else columns.push(found);
  }
  if (columns.length > 0) return { columns, leftOut };
  const why = leftOut.map(({ name, reason }) => `"${name}" ${reason}`).join('; ');
  throw new AppError('FEATURES_UNUSABLE', {
    message: `${reader} must get ${needs}, got none: ${why || 'no column'}.`,
    hint: 'Give it numbers or categories with at least two different values.',
    details: { leftOut },
  });
}

/** What a column is read as, or why it is left out. */
function readColumn<Read>(column: Column, reading: ColumnReading<Read>): Read | string {
  if (column.kind === 'text') return 'holds free text';
  const found = isNumeric(column) ? readNumbers(column, reading) : readLevels(column, reading);
  if (typeof found === 'string') return found;
  return checkIdLike(column).length > 0 ? 'identifies rows' : found;
}

function readNumbers<Read>(column: NumericColumn, { numbers }: ColumnReading<Read>): Read | string {
  const { values } = column;
  const sorted = sortedPresent(values).filter(Number.isFinite);
  const refusal = mostlyMissing(values.length - sorted.length, values.length);
  if (refusal !== undefined) return refusal;
  if (sorted[0] === sorted[sorted.length - 1]) return 'has one value only';
  return numbers(column, sorted);
}

function readLevels<Read>(column: CodedColumn, { levels }: ColumnReading<Read>): Read | string {
  const nRows = column.codes.length;
  const counts = countLevels(column);
  const nPresent = counts.reduce((sum, { count }) => sum + count, 0);
  const refusal = mostlyMissing(nRows - nPresent, nRows);
  if (refusal !== undefined) return refusal;
  if (counts.length < 2) return 'has one value only';
  return levels(column, counts);
}

function mostlyMissing(nMissing: number, nRows: number): string | undefined {
  if (nMissing === nRows) return 'has no value';
  return nMissing > MOST_MISSING * nRows
    ? `is missing in ${percent(nMissing / nRows)} of the rows`
    : undefined;
}
