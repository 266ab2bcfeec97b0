import { Kysely } from 'kysely';
import { type Clock, createIds, type IdSource } from '../../kit/index.ts';
import { createStore } from '../create-store.ts';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import type { Store } from '../store.ts';
import { NodeSqliteDialect } from './dialect.ts';
import { type DatabaseUse, openDatabase } from './open-database.ts';
import { openTrackingThreads } from './threads/open-tracking-threads.ts';

/** Where a thread writes, carrying over its log is left to it: this thread would answer nobody meanwhile. */
const BESIDE_THREADS = { logMib: 64 };

/** Opens the file and brings its schema up to date; see `openSqliteStore`. */
export async function openSqlite(
  path: string,
  {
    clock,
    tracking,
    ...source
  }: { readonly clock: Clock; readonly tracking: 'threads' | 'in-process' } & Pick<
    IdSource,
    'randomBytes'
  >,
): Promise<Store> {
  const use = tracking === 'threads' ? BESIDE_THREADS : {};
  const db = await openSqliteTables(path, { clock, use });
  const store = createStore(db, { clock, ...source });
  if (tracking === 'in-process') return store;
  const threads = openTrackingThreads(path, { clock, nextId: createIds({ clock, ...source }) });
  return {
    ...store,
    tracking: threads.tracking,
    async close() {
      await threads.close();
      await store.close();
    },
  };
}

/** The migrated tables in the file. */
export async function openSqliteTables(
  path: string,
  { clock, use = {} }: { readonly clock: Clock; readonly use?: DatabaseUse },
): Promise<Kysely<Schema>> {
  const db = new Kysely<Schema>({
    dialect: new NodeSqliteDialect(await openDatabase(path, use), path),
  });
  try {
    await migrate(db, { clock, place: path });
  } catch (thrown) {
    await db.destroy();
    throw thrown;
  }
  return db;
}
