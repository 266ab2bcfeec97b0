import { type Kysely, sql } from 'kysely';
import { isSqlite } from '../is-sqlite.ts';
import type { Schema } from '../schema.ts';

/**
 * Has columns that count up go on behind the rows that were copied. SQLite does so by itself.
 *
 * @source https://www.postgresql.org/docs/current/functions-sequence.html: a counter does not see values that are given.
 */
export async function countOn(db: Kysely<Schema>): Promise<void> {
  if (isSqlite(db)) return;
  const { rows } = await sql<{ readonly table_name: string; readonly column_name: string }>`
    select table_name, column_name from information_schema.columns
    where table_schema = current_schema() and is_identity = 'YES'`.execute(db);
  for (const { table_name: table, column_name: column } of rows) {
    const counter = sql`pg_get_serial_sequence(quote_ident(${table}), ${column})`;
    await sql`select setval(${counter}, max(${sql.ref(column)})) from ${sql.table(table)}
      having max(${sql.ref(column)}) > 0`.execute(db);
  }
}
