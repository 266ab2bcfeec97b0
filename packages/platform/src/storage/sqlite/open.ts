import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { Clock, IdSource } from '../../kit/index.ts';
import { createStore } from '../create-store.ts';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import type { Store } from '../store.ts';
import { BUSY_TIMEOUT_MS, whileBusy } from './busy.ts';
import { NodeSqliteDialect } from './dialect.ts';
import { toStoreError } from './sqlite-errors.ts';

/** Opens the file and brings its schema up to date; see `openSqliteStore`. */
export async function openSqlite(
  path: string,
  { clock, ...source }: { readonly clock: Clock } & Pick<IdSource, 'randomBytes'>,
): Promise<Store> {
  return createStore(await openSqliteTables(path, { clock }), { clock, ...source });
}

/** The migrated tables in the file. */
export async function openSqliteTables(
  path: string,
  { clock }: { readonly clock: Clock },
): Promise<Kysely<Schema>> {
  const db = new Kysely<Schema>({
    dialect: new NodeSqliteDialect(await openDatabase(path), path),
  });
  try {
    await migrate(db, { clock, place: path });
  } catch (thrown) {
    await db.destroy();
    throw thrown;
  }
  return db;
}

async function openDatabase(path: string): Promise<DatabaseSync> {
  let database: DatabaseSync | undefined;
  try {
    const opened = new DatabaseSync(path, {
      timeout: BUSY_TIMEOUT_MS,
      enableForeignKeyConstraints: true,
    });
    database = opened;
    await whileBusy(() => opened.exec('pragma journal_mode = wal'));
    opened.exec('pragma synchronous = full');
    return opened;
  } catch (thrown) {
    database?.close();
    throw toStoreError(thrown, path);
  }
}
