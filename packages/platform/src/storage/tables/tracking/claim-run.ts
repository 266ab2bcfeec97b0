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

type AnyClaimedRun = ClaimedRun & { readonly lifecycle: 'active' | 'deleted' };

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
export async function claimAnyRun(db: Kysely<Schema>, id: string): Promise<AnyClaimedRun> {
  const run = (await claimRuns(db, [id])).get(id);
  if (run === undefined) throw runNotFound(id);
  return run;
}

/** As `claimAnyRun`, of many at once by id; those that are not there are absent. They are taken in one order, so that nobody waits in a ring. */
export async function claimRuns(
  db: Kysely<Schema>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AnyClaimedRun>> {
  const query = db
    .selectFrom('runs')
    .select(['id', 'number', 'experiment', 'lifecycle'])
    .where('id', 'in', [...new Set(ids)])
    .orderBy('number');
  const rows = await (isSqlite(db) ? query : query.forUpdate()).execute();
  return new Map(rows.map(({ id, ...run }) => [id, run]));
}
