import { invariant } from '@kaizenml/contracts';
import { CompiledQuery, type Insertable, type Kysely } from 'kysely';
import { isSqlite } from '../is-sqlite.ts';
import { toColumnArrays } from '../postgres/column-arrays.ts';
import type { Schema } from '../schema.ts';

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
 * The statements are written here: of hundreds of rows the query builder makes thousands of objects, which takes longer than the
 * rows do. SQLite is sent statements of 1, 2, 4 … 256 rows, so that few of them are ever prepared; PostgreSQL an array for each
 * column.
 */
export async function insertRows<Table extends TableName>(
  db: Kysely<Schema>,
  into: Table,
  insertion: Insertion<Table>,
): Promise<void> {
  if (insertion.rows.length === 0) return;
  if (isSqlite(db)) await insertWritten(db, into, insertion);
  else await insertArrays(db, into, insertion);
}

async function insertWritten<Table extends TableName>(
  db: Kysely<Schema>,
  into: Table,
  { columns, rows, onConflict }: Insertion<Table>,
): Promise<void> {
  const row = `(${columns.map(() => '?').join(',')})`;
  const start = `insert into "${into}" (${quote(columns)}) values `;
  const end = onConflict === undefined ? '' : changing(onConflict);
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

async function insertArrays<Table extends TableName>(
  db: Kysely<Schema>,
  into: Table,
  { columns, rows, onConflict }: Insertion<Table>,
): Promise<void> {
  const arrays = toColumnArrays(columns.map((column) => rows.map((row) => row[column])));
  invariant(arrays !== undefined, `rows of ${into} have a type for each column`);
  const filled = arrays.filter((array) => array !== null);
  const names = arrays.map((array, i) => (array === null ? 'null' : `c${i}`));
  const from = `unnest(${filled.map(({ type }, i) => `$${i + 1}::${type}[]`).join(', ')})`;
  const added = `added(${names.filter((name) => name !== 'null').join(', ')})`;
  const end = onConflict === undefined ? '' : changing(onConflict);
  await db.executeQuery(
    CompiledQuery.raw(
      `insert into "${into}" (${quote(columns)}) select ${names.join(', ')} from ${from} as ${added}${end}`,
      filled.map(({ array }) => array),
    ),
  );
}

/** What becomes of rows that are there already. */
function changing({
  of,
  update,
}: {
  readonly of: readonly string[];
  readonly update: readonly string[];
}): string {
  const changes = update.map((column) => `"${column}" = excluded."${column}"`).join(', ');
  return ` on conflict (${quote(of)}) do update set ${changes}`;
}

function quote(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(', ');
}
