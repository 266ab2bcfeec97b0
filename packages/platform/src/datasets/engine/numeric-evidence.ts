import { type ColumnEvidence, inferKind, MISSING_MARKERS } from '@kaizenml/ml/table';
import { type DuckDBConnection, queryRows, sqlText } from './duck-db.ts';

/** How the values of a column of text are to be laid out, as far as counts in SQL can tell. */
export type Layout =
  | { readonly as: 'numbers'; readonly hasMarkers: boolean }
  | { readonly as: 'codes' };

/** The columns of text to look at. */
export interface NumericQuestion {
  /** Table whose columns are called c0, c1 … */
  readonly table: string;
  readonly names: readonly string[];
  /** Which columns are text whose kind is to be inferred. */
  readonly positions: readonly number[];
  readonly nRows: number;
}

/** Columns that one query works on: a wide query holds a vector per expression and thread. */
const BATCH_COLUMNS = 64;
/** Rows at the start that settle most columns of text, where a full scan of casts that fail is slow. */
const SAMPLE_ROWS = 2048;
const CODES: Layout = { as: 'codes' };
const MARKERS = MISSING_MARKERS.filter((marker) => marker !== '')
  .map(sqlText)
  .join(', ');

/**
 * Tells columns of numbers from all others, without bringing a value out of the database.
 *
 * A number is what `parseNumber` of `ml` reads: DuckDB's cast to DOUBLE, finite, without its underscores.
 *
 * @cost One scan of the columns that start with numbers, and an exact count of distinct values for whole numbers.
 */
export async function numericLayouts(
  connection: DuckDBConnection,
  { table, names, positions, nRows }: NumericQuestion,
): Promise<Map<number, Layout>> {
  const layouts = new Map<number, Layout>(positions.map((j) => [j, CODES]));
  const sample = `(select * from ${table} limit ${SAMPLE_ROWS})`;
  const sampled = await countColumns(connection, sample, positions);
  const hopeful = positions.filter((_, k) => {
    const { nPresent, nNumbers } = sampled[k] as Counts;
    return nPresent === nNumbers;
  });
  const counted = await countColumns(connection, table, hopeful);
  const whole: { j: number; counts: Counts }[] = [];
  for (const [k, j] of hopeful.entries()) {
    const counts = counted[k] as Counts;
    const { nPresent, nNumbers, nIntegers, nLeadingZeros, nBeyondDouble, nMarkers } = counts;
    if (nPresent === 0 || nNumbers < nPresent || nBeyondDouble > 0) continue;
    if (nIntegers < nPresent && nLeadingZeros === 0)
      layouts.set(j, { as: 'numbers', hasMarkers: nMarkers > 0 });
    else whole.push({ j, counts });
  }
  const distinct = await countDistinct(
    connection,
    table,
    whole.map(({ j }) => j),
  );
  for (const [k, { j, counts }] of whole.entries()) {
    const evidence = wholeEvidence(names[j] ?? '', nRows, {
      ...counts,
      ...(distinct[k] as Distinct),
    });
    if (inferKind(evidence).kind === 'number')
      layouts.set(j, { as: 'numbers', hasMarkers: counts.nMarkers > 0 });
  }
  return layouts;
}

interface Counts {
  readonly nPresent: number;
  /** Missing markers other than the empty text. */
  readonly nMarkers: number;
  readonly nNumbers: number;
  readonly nIntegers: number;
  readonly nLeadingZeros: number;
  /** Whole numbers in digits that a double cannot hold. */
  readonly nBeyondDouble: number;
}

async function countColumns(
  connection: DuckDBConnection,
  table: string,
  positions: readonly number[],
): Promise<Counts[]> {
  const counts: Counts[] = [];
  for (const some of inBatches(positions)) {
    const parsed = some.map((j) => `c${j}, ${sqlNumber(`c${j}`)} as d${j}`);
    const aggregates = some.flatMap((j) => [
      `count(*) filter (c${j} <> '')`,
      `count(*) filter (d${j} is null and lower(c${j}) in (${MARKERS}))`,
      `count(d${j})`,
      `count(*) filter (d${j} = trunc(d${j}))`,
      `count(*) filter (d${j} is not null and (${startsWithZero(`c${j}`)}))`,
      `count(*) filter (abs(d${j}) > ${Number.MAX_SAFE_INTEGER} and regexp_full_match(c${j}, '[+-]?[0-9]+'))`,
    ]);
    const sql = `select ${aggregates.join(', ')} from (select ${parsed.join(', ')} from ${table})`;
    const row = ((await queryRows(connection, sql))[0] ?? []).map(Number);
    for (const k of some.keys()) counts.push(toCounts(row.slice(6 * k, 6 * k + 6)));
  }
  return counts;
}

function toCounts([
  nFilled = 0,
  nMarkers = 0,
  nNumbers = 0,
  nIntegers = 0,
  nLeadingZeros = 0,
  nBeyondDouble = 0,
]: readonly number[]): Counts {
  const nPresent = nFilled - nMarkers;
  return { nPresent, nMarkers, nNumbers, nIntegers, nLeadingZeros, nBeyondDouble };
}

/** SQL of a text column as a finite DOUBLE, NULL where it is not a number. */
export function sqlNumber(column: string): string {
  const cast = `try_cast(${column} as double)`;
  return `case when isfinite(${cast}) and not contains(${column}, '_') then ${cast} end`;
}

function startsWithZero(column: string): string {
  return ['', '-', '+']
    .map((sign) => `(${column} >= '${sign}00' and ${column} < '${sign}0:')`)
    .join(' or ');
}

interface Distinct {
  readonly nDistinct: number;
  readonly countsUp: boolean;
}

async function countDistinct(
  connection: DuckDBConnection,
  table: string,
  positions: readonly number[],
): Promise<Distinct[]> {
  const found: Distinct[] = [];
  for (const some of inBatches(positions)) {
    const aggregates = some.flatMap((j) => {
      const step = `try_cast(c${j} as double) - rowid`;
      return [
        `count(distinct c${j}) filter (${sqlNumber(`c${j}`)} is not null)`,
        `min(${step}) = max(${step})`,
      ];
    });
    const sql = `select ${aggregates.join(', ')} from ${table}`;
    const [row = []] = await queryRows(connection, sql);
    for (const k of some.keys())
      found.push({ nDistinct: Number(row[2 * k]), countsUp: row[2 * k + 1] === true });
  }
  return found;
}

function wholeEvidence(name: string, nRows: number, counts: Counts & Distinct): ColumnEvidence {
  const { nPresent, nNumbers, nIntegers, nLeadingZeros, nDistinct, countsUp } = counts;
  return {
    name,
    nRows,
    nPresent,
    nDistinct,
    nNumbers,
    nIntegers,
    nDates: 0,
    nBooleans: 0,
    meanLength: 0,
    meanWords: 1,
    nLeadingZeros,
    isMonotonicUnique: nPresent === nRows && nIntegers === nRows && countsUp,
  };
}

/** Parts of a list that one query works on. */
export function inBatches<Item>(items: readonly Item[]): Item[][] {
  const batches: Item[][] = [];
  for (let start = 0; start < items.length; start += BATCH_COLUMNS)
    batches.push(items.slice(start, start + BATCH_COLUMNS));
  return batches;
}
