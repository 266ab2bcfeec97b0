import type { Kysely, Transaction } from 'kysely';
import type { Schema } from '../schema.ts';

/**
 * Runs a transaction while nobody else writes to the store: for what goes by rows that it does not change itself.
 *
 * Other writing transactions go on beside each other where a back-end can do that, and lock the rows that they go by.
 */
export async function alone<Result>(
  db: Kysely<Schema>,
  work: (transaction: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  return db.transaction().setIsolationLevel('serializable').execute(work);
}
