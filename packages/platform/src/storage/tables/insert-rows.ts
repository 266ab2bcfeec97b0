import { CompiledQuery, type Insertable, type Kysely } from 'kysely';
import { isSqlite } from '../is-sqlite.ts';
import type { Schema } from '../schema.ts';

const MOST_ROWS = 256;

/**
 * Adds many rows at once. The statements are written here: of hundreds of rows the query builder makes thousands of objects, which
 * takes longer than the rows do. They are of 1, 2, 4 … 256 rows, so that few of them are ever prepared.
 *
 * @param columns Every column that is filled, in the order of the statement.
 * @param end What follows the values, such as `on conflict …`; never text of others.
 */
export async function insertRows<Table extends keyof Schema & string>(
  db: Kysely<Schema>,
  into: Table,
  {
    columns,
    rows,
    end = '',
  }: {
    readonly columns: readonly (keyof Insertable<Schema[Table]> & string)[];
    readonly rows: readonly Insertable<Schema[Table]>[];
    readonly end?: string;
  },
): Promise<void> {
  const names = columns.map((column) => `"${column}"`).join(', ');
  for (let from = 0; from < rows.length; ) {
    const nRows = Math.min(MOST_ROWS, 2 ** Math.floor(Math.log2(rows.length - from)));
    const parameters: unknown[] = [];
    for (let i = from; i < from + nRows; i++)
      for (const column of columns) parameters.push(rows[i]?.[column]);
    const values = isSqlite(db)
      ? placesOf(nRows, columns.length, () => '?')
      : placesOf(nRows, columns.length, (i) => `$${i + 1}`);
    await db.executeQuery(
      CompiledQuery.raw(`insert into "${into}" (${names}) values ${values} ${end}`, parameters),
    );
    from += nRows;
  }
}

function placesOf(nRows: number, nColumns: number, toPlace: (i: number) => string): string {
  const rows: string[] = [];
  for (let row = 0; row < nRows; row++) {
    const places: string[] = [];
    for (let i = 0; i < nColumns; i++) places.push(toPlace(row * nColumns + i));
    rows.push(`(${places.join(',')})`);
  }
  return rows.join(',');
}
