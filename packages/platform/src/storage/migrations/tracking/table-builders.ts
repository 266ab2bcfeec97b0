import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import { isSqlite } from '../../is-sqlite.ts';

/** A table whose key is `number`: the database counts it up, and gives none twice. */
export function countedTable(
  db: Kysely<unknown>,
  table: string,
): CreateTableBuilder<string, string> {
  const builder = db.schema.createTable(table);
  return isSqlite(db)
    ? builder.addColumn('number', 'integer', (column) => column.primaryKey().autoIncrement())
    : builder.addColumn('number', 'bigint', (column) =>
        column.primaryKey().generatedByDefaultAsIdentity(),
      );
}

/** A table whose rows lie in the order of their primary key, where the database can do that. */
export function clusteredTable(
  db: Kysely<unknown>,
  table: string,
): CreateTableBuilder<string, string> {
  const builder = db.schema.createTable(table);
  return isSqlite(db) ? builder.modifyEnd(sql`without rowid`) : builder;
}

/** The type of columns of bytes. */
export function bytesType(db: Kysely<unknown>): 'blob' | 'bytea' {
  return isSqlite(db) ? 'blob' : 'bytea';
}
