import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/** Runs several reads on one state of the store: none sees half of what another writer does meanwhile. */
export async function snapshot<Result>(
  db: Kysely<Schema>,
  read: (transaction: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  return db
    .transaction()
    .setAccessMode('read only')
    .setIsolationLevel('repeatable read')
    .execute(read);
}
