import type { ModelName } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import { type Lacking, releaseState, sayStopped } from '../../../release-rules/index.ts';
import type { RolloutSettings } from '../../../rollouts/store.ts';
import { isSqlite } from '../../is-sqlite.ts';
import type { RolloutsTable, Schema } from '../../schema.ts';
import { readReleaseFacts } from './release.ts';

/** Who changed what a release is decided by, and when. */
export interface StopReason {
  readonly id: string;
  readonly at: string;
  readonly who: string | null | undefined;
}

/**
 * Rolls the active rollout of a model back where one of its versions may not be released any more. The caller's transaction has taken
 * the row of the model, and has changed its rules, a verdict or a description.
 */
export async function stopUnreleasable(
  transaction: Kysely<Schema>,
  name: ModelName,
  { id, at, who }: StopReason,
): Promise<void> {
  const query = transaction
    .selectFrom('rollouts')
    .selectAll()
    .where('endpoint', '=', name)
    .where('is_active', '=', 1);
  const row = await (isSqlite(transaction) ? query : query.forUpdate()).executeTakeFirst();
  if (row === undefined) return;
  const releaser = await starterOf(transaction, row.id);
  const lacking: Lacking[] = [];
  for (const version of versionsOf(row)) {
    const facts = await readReleaseFacts(transaction, { name, version });
    const { missing } = releaseState(facts, releaser);
    if (missing.length > 0) lacking.push({ version, missing });
  }
  if (lacking.length === 0) return;
  const message = sayStopped(lacking, row.from_version);
  await transaction
    .updateTable('rollouts')
    .set({
      ...{ status: 'rolled-back', is_active: 0, ended_at: at, reason: message },
      revision: row.revision + 1,
    })
    .where('id', '=', row.id)
    .execute();
  await transaction
    .insertInto('rollout_events')
    .values({
      ...{ id, rollout: row.id, at, kind: 'rolled-back', by: 'person', who: who ?? null, message },
      details: JSON.stringify({ lacking }),
    })
    .execute();
}

/** Who began a rollout: its promotion by the controller is released by the same person. */
export async function starterOf(
  transaction: Kysely<Schema>,
  rollout: string,
): Promise<string | null> {
  const row = await transaction
    .selectFrom('rollout_events')
    .select('who')
    .where('rollout', '=', rollout)
    .where('kind', '=', 'started')
    .executeTakeFirst();
  return row?.who ?? null;
}

/** Versions that a rollout may lead to. */
function versionsOf({ to_version: to, settings }: RolloutsTable): readonly number[] {
  return (JSON.parse(settings) as RolloutSettings).bandit?.challengers ?? [to];
}
