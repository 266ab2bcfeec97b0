import { type IdSource, systemClock } from '../kit/index.ts';
import type { Store } from './store.ts';

/**
 * Opens a metadata store in PostgreSQL, which servers on several machines may use at once.
 *
 * The driver and the query builder are loaded by the call, not by the import.
 *
 * @param address `postgres://user:password@host:port/database`, with `?schema=`, `sslmode=`, `sslrootcert=` and `connections=`.
 * The schema is created when it is missing, the database is not.
 * @throws STORE_ADDRESS_INVALID, STORE_UNREACHABLE, STORE_REFUSED, STORE_BUSY, HOME_TOO_NEW, HOME_DAMAGED, DISK_FULL
 */
export async function openPostgresStore(
  address: string,
  { clock = systemClock, ...source }: Pick<IdSource, 'clock' | 'randomBytes'> = {},
): Promise<Store> {
  const { openGroupedStore } = await import('./postgres/open-grouped-store.ts');
  return await openGroupedStore(address, { clock, ...source });
}
