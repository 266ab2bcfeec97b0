import { Kysely } from 'kysely';
import { type Clock, createIds, type IdSource } from '../../kit/index.ts';
import { createStore } from '../create-store.ts';
import { migrate } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import type { Store } from '../store.ts';
import { NodeSqliteDialect } from './dialect.ts';
import { openDatabase } from './open-database.ts';
import { openTrackingThreads } from './threads/open-tracking-threads.ts';

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
  const db = await openSqliteTables(path, { clock });
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
