import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely } from 'kysely';
import type { Clock } from '../../kit/index.ts';
import { createStore } from '../create-store.ts';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import type { Store } from '../store.ts';
import { NodeSqliteDialect } from './dialect.ts';
import { sqliteCode, toStoreError } from './sqlite-errors.ts';

const BUSY = 5;
const BUSY_TIMEOUT_MS = 10_000;
const RETRY_MS = 10;

/** Opens the file and brings its schema up to date; see `openSqliteStore`. */
export async function openSqlite(
  path: string,
  { clock }: { readonly clock: Clock },
): Promise<Store> {
  const db = new Kysely<Schema>({
    dialect: new NodeSqliteDialect(await openDatabase(path), path),
  });
  try {
    await migrate(db, { clock, place: path });
  } catch (thrown) {
    await db.destroy();
    throw thrown;
  }
  return createStore(db, { clock });
}

async function openDatabase(path: string): Promise<DatabaseSync> {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, {
      timeout: BUSY_TIMEOUT_MS,
      enableForeignKeyConstraints: true,
    });
    await useWriteAheadLog(database);
    database.exec('pragma synchronous = full');
    return database;
  } catch (thrown) {
    database?.close();
    throw toStoreError(thrown, path);
  }
}

// SQLite does not wait for its busy timeout while it changes the journal mode.
async function useWriteAheadLog(database: DatabaseSync): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += RETRY_MS) {
    try {
      database.exec('pragma journal_mode = wal');
      return;
    } catch (thrown) {
      if (sqliteCode(thrown) !== BUSY || waitedMs >= BUSY_TIMEOUT_MS) throw thrown;
      await sleep(RETRY_MS);
    }
  }
}
