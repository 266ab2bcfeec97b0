import { type QueryExecutor, SqliteAdapter } from 'kysely';

/** Whether queries of this database go to SQLite, for the few things that the dialects do not share. */
export function isSqlite(db: { getExecutor(): QueryExecutor }): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter;
}
