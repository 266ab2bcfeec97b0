import { type ColumnEvidence, inferKind, MISSING_MARKERS } from '@kaizenml/ml/table';
import { type DuckDBConnection, queryRows, sqlText } from './duck-db.ts';

/** Columns that one query works on: a wide query holds a vector per expression and thread. */
const BATCH_COLUMNS = 64;

/** How the values of a column of text are to be laid out, as far as counts in SQL can tell. */
export type Layout = 'numbers' | 'codes';

const MARKERS = MISSING_MARKERS.map(sqlText).join(', ');

/**
 * Tells columns of numbers from all others, without bringing a value out of the database.
 *
 * A number is what `parseNumber` of `ml` reads: DuckDB's cast to DOUBLE, finite, without its underscores.
 *
 * @param names Name of each column of `table`; the columns themselves are called c0, c1 …
 * @param positions Which of them are text whose kind is to be inferred.
 * @cost One scan, and one exact count of distinct values for columns of whole numbers.
 */
export async function numericLayouts(
  connection: DuckDBConnection,
  {
    table,
    names,
    positions,
    nRows,
  }: {
    readonly table: string;
    readonly names: readonly string[];
    readonly positions: readonly number[];
    readonly nRows: number;
  },
): Promise<Map<number, Layout>> {
  const layouts = new Map<number, Layout>();
  if (positions.length === 0) return layouts;
  const counts: Counts[] = [];
  for (const some of inBatches(positions))
    counts.push(...(await countColumns(connection, table, some)));
  const unsure: number[] = [];
  for (const [k, j] of positions.entries()) {
    const { nPresent, nNumbers, nIntegers, nLeadingZeros, nBeyondDouble } = counts[k] as Counts;
    const isNumeric = nPresent > 0 && nNumbers === nPresent && nBeyondDouble === 0;
    const isFraction = nIntegers < nPresent && nLeadingZeros === 0;
    layouts.set(j, isNumeric ? 'numbers' : 'codes');
    if (isNumeric && !isFraction) unsure.push(k);
  }
  const distinct: Distinct[] = [];
  for (const some of inBatches(unsure.map((k) => positions[k] as number)))
    distinct.push(...(await countDistinct(connection, table, some)));
  for (const [at, k] of unsure.entries()) {
    const j = positions[k] as number;
    const evidence = numericEvidence(names[j] ?? '', nRows, counts[k] as Counts, distinct[at]);
    layouts.set(j, inferKind(evidence).kind === 'number' ? 'numbers' : 'codes');
  }
  return layouts;
}

interface Counts {
  readonly nPresent: number;
  readonly nNumbers: number;
  readonly nIntegers: number;
  readonly nLeadingZeros: number;
  /** Whole numbers written in digits whose digits a double cannot hold. */
  readonly nBeyondDouble: number;
}

async function countColumns(
  connection: DuckDBConnection,
  table: string,
  positions: readonly number[],
): Promise<Counts[]> {
  const parsed = positions.map((j) => `c${j} as c${j}, ${sqlNumber(`c${j}`)} as d${j}`);
  const aggregates = positions.flatMap((j) => [
    `count(c${j}) - count(*) filter (d${j} is null and lower(c${j}) in (${MARKERS}))`,
    `count(d${j})`,
    `count(*) filter (d${j} = trunc(d${j}))`,
    `count(*) filter (d${j} is not null and (${startsWithZero(`c${j}`)}))`,
    `count(*) filter (abs(d${j}) > 9007199254740992 and regexp_full_match(c${j}, '[+-]?[0-9]+'))`,
  ]);
  const sql = `select ${aggregates.join(', ')} from (select ${parsed.join(', ')} from ${table})`;
  const row = ((await queryRows(connection, sql))[0] ?? []).map(Number);
  return positions.map((_, k) => {
    const [nPresent = 0, nNumbers = 0, nIntegers = 0, nLeadingZeros = 0, nBeyondDouble = 0] =
      row.slice(5 * k, 5 * k + 5);
    return { nPresent, nNumbers, nIntegers, nLeadingZeros, nBeyondDouble };
  });
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
  if (positions.length === 0) return [];
  const aggregates = positions.flatMap((j) => {
    const step = `try_cast(c${j} as double) - rowid`;
    return [
      `count(distinct c${j}) filter (${sqlNumber(`c${j}`)} is not null)`,
      `min(${step}) = max(${step})`,
    ];
  });
  const sql = `select ${aggregates.join(', ')} from ${table}`;
  const row = (await queryRows(connection, sql))[0] ?? [];
  return positions.map((_, k) => ({
    nDistinct: Number(row[2 * k]),
    countsUp: row[2 * k + 1] === true,
  }));
}

function numericEvidence(
  name: string,
  nRows: number,
  counts: Counts,
  distinct: Distinct | undefined,
): ColumnEvidence {
  const { nPresent, nNumbers, nIntegers, nLeadingZeros } = counts;
  return {
    name,
    nRows,
    nPresent,
    nDistinct: distinct?.nDistinct ?? 0,
    nNumbers,
    nIntegers,
    nDates: 0,
    nBooleans: 0,
    meanLength: 0,
    meanWords: 1,
    nLeadingZeros,
    isMonotonicUnique: nPresent === nRows && nIntegers === nRows && distinct?.countsUp === true,
  };
}

/** Parts of a list that one query works on. */
export function inBatches<Item>(items: readonly Item[]): Item[][] {
  const batches: Item[][] = [];
  for (let start = 0; start < items.length; start += BATCH_COLUMNS)
    batches.push(items.slice(start, start + BATCH_COLUMNS));
  return batches;
}
