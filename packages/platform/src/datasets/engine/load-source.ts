import { countColumns, inBatches } from './count-columns.ts';
import { type DuckDBConnection, queryRows } from './duck-db.ts';
import { isOpen, type SourceColumn } from './source-column.ts';
import { sqlIsMarker, sqlLeadingZero, sqlNumber } from './sql-number.ts';

/** The table that `loadSource` makes. */
export const SOURCE = 'source';

/** A source inside the database, column `j` as text in `c<j>` or as a DOUBLE in `d<j>`. */
export interface LoadedSource {
  readonly nRows: number;
  /** Whether a column of text was found to be numbers while it was loaded; `c<j>` then holds what is not a number. */
  readonly isNumbers: (j: number) => boolean;
}

const SAMPLE_ROWS = 2048;

/**
 * Loads a source into a table of the database.
 *
 * Columns of text whose first rows are numbers with decimals are cast on the way, and only what is not a number is kept
 * as text: half the memory, and one cast instead of three. Where such a column turns out to hold other values, everything
 * is loaded once more with that column as text.
 *
 * @param from What stands behind FROM.
 * @param fewestGuessedRows Rows from which on columns are cast while they are loaded.
 */
export async function loadSource(
  connection: DuckDBConnection,
  {
    from,
    columns,
    fewestGuessedRows = SAMPLE_ROWS,
  }: {
    readonly from: string;
    readonly columns: readonly SourceColumn[];
    readonly fewestGuessedRows?: number;
  },
): Promise<LoadedSource> {
  const guessed = await guessNumbers(connection, { from, columns, fewestGuessedRows });
  const nRows = await createSource(connection, { from, columns, guessed });
  const refuted = await refutedGuesses(connection, [...guessed]);
  if (refuted.length > 0) {
    for (const j of refuted) guessed.delete(j);
    await connection.run(`drop table ${SOURCE}`);
    await createSource(connection, { from, columns, guessed });
  }
  return { nRows, isNumbers: (j) => guessed.has(j) };
}

async function guessNumbers(
  connection: DuckDBConnection,
  {
    from,
    columns,
    fewestGuessedRows,
  }: {
    readonly from: string;
    readonly columns: readonly SourceColumn[];
    readonly fewestGuessedRows: number;
  },
): Promise<Set<number>> {
  const inferred = columns.flatMap((column, j) => (isOpen(column) ? [j] : []));
  if (inferred.length === 0) return new Set();
  const list = inferred.map((j) => `${columns[j]?.sql} as c${j}`).join(', ');
  await connection.run(
    `create or replace table sample as select ${list} from ${from} limit ${SAMPLE_ROWS}`,
  );
  const [[nSampled] = []] = await queryRows(connection, 'select count(*) from sample');
  if (Number(nSampled) < Math.min(fewestGuessedRows, SAMPLE_ROWS)) return new Set();
  const counts = await countColumns(connection, 'sample', inferred);
  const isGuess = (k: number): boolean => {
    const { nPresent = 0, nNumbers, nIntegers = 0, nLeadingZeros } = counts[k] ?? {};
    return nNumbers === nPresent && nIntegers < nPresent && nLeadingZeros === 0;
  };
  return new Set(inferred.filter((_, k) => isGuess(k)));
}

async function createSource(
  connection: DuckDBConnection,
  {
    from,
    columns,
    guessed,
  }: {
    readonly from: string;
    readonly columns: readonly SourceColumn[];
    readonly guessed: ReadonlySet<number>;
  },
): Promise<number> {
  const texts = columns.map(({ sql }, j) => `${sql} as c${j}`);
  const numbers = [...guessed].map((j) => `${sqlNumber(`c${j}`)} as d${j}`);
  const stored = columns.map((_, j) =>
    guessed.has(j)
      ? `d${j}, case when d${j} is null or ${sqlLeadingZero(`c${j}`)} then c${j} end as c${j}`
      : `c${j}`,
  );
  const parsed = `select ${['*', ...numbers].join(', ')} from (select ${texts.join(', ')} from ${from})`;
  await connection.run(`create table ${SOURCE} as select ${stored.join(', ')} from (${parsed})`);
  const [[count] = []] = await queryRows(connection, `select count(*) from ${SOURCE}`);
  return Number(count);
}

/** Guesses that some value below the sample contradicts: text, a leading zero. */
async function refutedGuesses(
  connection: DuckDBConnection,
  guessed: readonly number[],
): Promise<number[]> {
  const refuted: number[] = [];
  for (const some of inBatches(guessed)) {
    const others = some.map(
      (j) => `count(case when c${j} <> '' and not ${sqlIsMarker(`c${j}`)} then 1 end)`,
    );
    const [row = []] = await queryRows(connection, `select ${others.join(', ')} from ${SOURCE}`);
    refuted.push(...some.filter((_, k) => Number(row[k]) > 0));
  }
  return refuted;
}
