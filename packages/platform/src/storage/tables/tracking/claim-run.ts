import type { Kysely } from 'kysely';
import { isSqlite } from '../../is-sqlite.ts';
import type { Schema } from '../../schema.ts';
import { runNotFound } from '../run-not-found.ts';
import { runState } from './failures.ts';

/** What those who write to a run need to know of it. */
export interface ClaimedRun {
  readonly number: number;
  readonly experiment: number;
}

/**
 * The active run of this id, which no other transaction changes until this one has ended.
 *
 * @throws RUN_NOT_FOUND, RUN_STATE for one that is deleted
 */
export async function claimRun(db: Kysely<Schema>, id: string): Promise<ClaimedRun> {
  const { lifecycle, ...run } = await claimAnyRun(db, id);
  if (lifecycle === 'deleted') throw runState(id, 'active');
  return run;
}

/** As `claimRun`, also of a deleted one. @throws RUN_NOT_FOUND */
export async function claimAnyRun(
  db: Kysely<Schema>,
  id: string,
): Promise<ClaimedRun & { readonly lifecycle: 'active' | 'deleted' }> {
  const query = db
    .selectFrom('runs')
    .select(['number', 'experiment', 'lifecycle'])
    .where('id', '=', id);
  const run = await (isSqlite(db) ? query : query.forUpdate()).executeTakeFirst();
  if (run === undefined) throw runNotFound(id);
  return run;
}
