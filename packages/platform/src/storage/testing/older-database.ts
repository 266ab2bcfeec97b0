import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { migrate } from '../migrate.ts';
import { MIGRATIONS } from '../migrations/index.ts';
import type { Schema } from '../schema.ts';
import { NodeSqliteDialect } from '../sqlite/dialect.ts';

/**
 * Makes a database as an older program wrote it, and opens it for its rows.
 *
 * @param version Of its last migration.
 */
export async function olderDatabase(path: string, version: number): Promise<DatabaseSync> {
  const dialect = new NodeSqliteDialect(new DatabaseSync(path), path);
  const db = new Kysely<Schema>({ dialect });
  const migrations = MIGRATIONS.filter((migration) => migration.version <= version);
  await migrate(db, { clock: { now: () => 86_400_000 }, place: path, migrations });
  await db.destroy();
  return new DatabaseSync(path);
}
