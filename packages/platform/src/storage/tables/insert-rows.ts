import { CompiledQuery, type Insertable, type Kysely, sql } from 'kysely';
import { isSqlite } from '../is-sqlite.ts';
import type { Schema } from '../schema.ts';
import { inChunks } from './in-chunks.ts';

const MOST_ROWS = 256;

type TableName = keyof Schema & string;
type Column<Table extends TableName> = keyof Insertable<Schema[Table]> & string;

/** Rows, and what becomes of those that are there already. */
interface Insertion<Table extends TableName> {
  /** Every column that is filled. */
  readonly columns: readonly Column<Table>[];
  readonly rows: readonly Insertable<Schema[Table]>[];
  /** Rows that have these in common with one that is there change it. Default: there are none. */
  readonly onConflict?: {
    readonly of: readonly Column<Table>[];
    readonly update: readonly Column<Table>[];
  };
}

/**
 * Adds many rows at once.
 *
 * For SQLite the statements are written here: of hundreds of rows the query builder makes thousands of objects, which takes longer
 * than the rows do. They are of 1, 2, 4 … 256 rows, so that few of them are ever prepared.
 */
export async function insertRows<Table extends TableName>(
  db: Kysely<Schema>,
  into: Table,
  insertion: Insertion<Table>,
): Promise<void> {
  if (isSqlite(db)) await insertWritten(db, into, insertion);
  else await insertBuilt(db, into, insertion);
}

async function insertWritten<Table extends TableName>(
  db: Kysely<Schema>,
  into: Table,
  { columns, rows, onConflict }: Insertion<Table>,
): Promise<void> {
  const row = `(${columns.map(() => '?').join(',')})`;
  const start = `insert into "${into}" (${quote(columns)}) values `;
  const end =
    onConflict === undefined
      ? ''
      : ` on conflict (${quote(onConflict.of)}) do update set ${onConflict.update
          .map((column) => `"${column}" = excluded."${column}"`)
          .join(', ')}`;
  for (let from = 0; from < rows.length; ) {
    const nRows = Math.min(MOST_ROWS, 2 ** Math.floor(Math.log2(rows.length - from)));
    const parameters: unknown[] = [];
    for (const each of rows.slice(from, from + nRows))
      for (const column of columns) parameters.push(each[column]);
    const values = Array.from({ length: nRows }, () => row).join(',');
    await db.executeQuery(CompiledQuery.raw(`${start}${values}${end}`, parameters));
    from += nRows;
  }
}

async function insertBuilt<Table extends TableName>(
  db: Kysely<Schema>,
  into: Table,
  { columns, rows, onConflict }: Insertion<Table>,
): Promise<void> {
  const filled = rows.map((row) => Object.fromEntries(columns.map((name) => [name, row[name]])));
  await inChunks(filled, async (chunk) => {
    // The types of the builder know tables one by one, not one of many.
    const insert = db.insertInto(into).values(chunk as never);
    const changes = onConflict?.update.map((name) => [name, sql.ref(`excluded.${name}`)]) ?? [];
    await (onConflict === undefined
      ? insert
      : insert.onConflict((conflict) =>
          conflict
            .columns(onConflict.of as never)
            .doUpdateSet(Object.fromEntries(changes) as never),
        )
    ).execute();
    return [];
  });
}

function quote(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ');
}
