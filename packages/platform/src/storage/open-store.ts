import type { Home, IdSource } from '../kit/index.ts';
import { openPostgresStore } from './open-postgres-store.ts';
import { openSqliteStore } from './open-sqlite-store.ts';
import type { Store } from './store.ts';

/**
 * Opens the metadata store of a home: in the database that an address names, or else in the file of the home.
 *
 * @param address As in `postgres://user@host/database`.
 * @throws STORE_ADDRESS_INVALID, STORE_UNREACHABLE, STORE_REFUSED, STORE_BUSY, HOME_NOT_WRITABLE, HOME_TOO_NEW, HOME_BUSY,
 * HOME_DAMAGED, DISK_FULL
 */
export async function openStore(
  { databasePath }: Pick<Home, 'databasePath'>,
  { address, ...source }: OpenStoreOptions = {},
): Promise<Store> {
  return address === undefined
    ? await openSqliteStore(databasePath, source)
    : await openPostgresStore(address, source);
}

/** Where a store is, and where its times and ids come from. */
export interface OpenStoreOptions extends Pick<IdSource, 'clock' | 'randomBytes'> {
  /** Default: the file of the home. */
  readonly address?: string | undefined;
}
