import { type IdSource, systemClock } from '../kit/index.ts';
import type { Store } from './store.ts';

/** How a store of SQLite is opened. */
export interface SqliteStoreOptions extends Pick<IdSource, 'clock' | 'randomBytes'> {
  /**
   * Where experiments and runs are written and read through `tracking`. Default: on threads that start when they are first asked;
   * `in-process` for programs that ask too little for a thread.
   */
  readonly tracking?: 'threads' | 'in-process';
}

/**
 * Opens the metadata store of a home: one SQLite file in WAL mode, used by several processes at once.
 *
 * SQLite and the query builder are loaded by the call, not by the import.
 *
 * @param path Path of the file; it is created when it is missing, its folder is not.
 * @throws HOME_NOT_WRITABLE, HOME_TOO_NEW, HOME_BUSY, HOME_DAMAGED, DISK_FULL
 */
export async function openSqliteStore(
  path: string,
  { clock = systemClock, tracking = 'threads', ...source }: SqliteStoreOptions = {},
): Promise<Store> {
  const { openSqlite } = await import('./sqlite/open.ts');
  return openSqlite(path, { clock, tracking, ...source });
}
