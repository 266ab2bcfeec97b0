import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import { openHome, systemClock } from '../../kit/index.ts';
import { isPostgresAddress, parseAddress } from '../postgres/address.ts';
import type { Schema } from '../schema.ts';
import type { Side } from './copy-store.ts';

/**
 * Opens a store for a copy, and brings its schema up to date.
 *
 * @param where Address of a database, or a home folder.
 * @param role What is copied from must be there; a home to copy to is created.
 * @throws FILE_NOT_FOUND, and every code of opening a store
 */
export async function openSide(
  where: string,
  role: 'from' | 'to',
): Promise<Side & AsyncDisposable> {
  const clock = systemClock;
  if (isPostgresAddress(where)) {
    const { openPostgres } = await import('../postgres/open.ts');
    return closing(await openPostgres(where, { clock }), parseAddress(where).place);
  }
  const path = join(resolve(where), 'kaizen.db');
  if (role === 'from' && !existsSync(path)) throw noStore(where, path);
  const { databasePath } = await openHome(where, { clock });
  const { openSqliteTables } = await import('../sqlite/open.ts');
  return closing(await openSqliteTables(databasePath, { clock }), databasePath);
}

function closing(db: Kysely<Schema>, place: string): Side & AsyncDisposable {
  return { db, place, [Symbol.asyncDispose]: () => db.destroy() };
}

function noStore(where: string, path: string): AppError {
  return new AppError('FILE_NOT_FOUND', {
    message: `A store to copy from must be an address or a home with a database, got "${where}", in which there is no kaizen.db.`,
    hint: 'Name a home folder such as `.kaizen`, or an address such as `postgres://user@host/database`.',
    details: { where, path },
  });
}
