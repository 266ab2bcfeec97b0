import { type DuckDBConnection, queryRows } from './duck-db.ts';
import { sqlCountWhere, sqlIsMarker, sqlLeadingZero, sqlNumber } from './sql-number.ts';

/** What one scan tells about a column of text. */
export interface Counts {
  readonly nPresent: number;
  /** Missing markers other than the empty text. */
  readonly nMarkers: number;
  readonly nNumbers: number;
  readonly nIntegers: number;
  readonly nLeadingZeros: number;
  /** Whole numbers in digits that a double may not hold. */
  readonly nBeyondDouble: number;
}

/** Columns that one query works on: a wide query holds a vector per expression and thread. */
const BATCH_COLUMNS = 64;
const N_COUNTS = 6;

/**
 * Counts over the columns `c<j>` of a table.
 *
 * @param table Name of a table, or a query in parentheses.
 */
export async function countColumns(
  connection: DuckDBConnection,
  table: string,
  positions: readonly number[],
): Promise<Counts[]> {
  const counts: Counts[] = [];
  for (const some of inBatches(positions)) {
    const parsed = some.map((j) => `c${j}, ${sqlNumber(`c${j}`)} as d${j}`);
    const aggregates = some.flatMap((j) => [
      `count(nullif(c${j}, ''))`,
      sqlCountWhere(`d${j} is null and c${j} <> ''`, sqlIsMarker(`c${j}`)),
      `count(d${j})`,
      `count(case when d${j} = trunc(d${j}) then 1 end)`,
      sqlCountWhere(`d${j} is not null`, sqlLeadingZero(`c${j}`)),
      sqlCountWhere(
        `abs(d${j}) > ${Number.MAX_SAFE_INTEGER}`,
        `regexp_full_match(c${j}, '[+-]?[0-9]+')`,
      ),
    ]);
    const sql = `select ${aggregates.join(', ')} from (select ${parsed.join(', ')} from ${table})`;
    const row = ((await queryRows(connection, sql))[0] ?? []).map(Number);
    for (const k of some.keys()) counts.push(toCounts(row.slice(N_COUNTS * k, N_COUNTS * (k + 1))));
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

/** Parts of a list that one query works on. */
export function inBatches<Item>(items: readonly Item[]): Item[][] {
  const batches: Item[][] = [];
  for (let start = 0; start < items.length; start += BATCH_COLUMNS)
    batches.push(items.slice(start, start + BATCH_COLUMNS));
  return batches;
}
