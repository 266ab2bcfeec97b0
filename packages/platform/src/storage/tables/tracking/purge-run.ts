import type { Kysely } from 'kysely';
import { instant } from '../../../kit/index.ts';
import type { PurgeReason } from '../../../tracking/store.ts';
import type { Schema } from '../../schema.ts';
import { recordChange } from '../record-change.ts';
import { releaseArtifacts } from '../released-artifacts.ts';
import { claimAnyRun } from './claim-run.ts';
import { runState } from './failures.ts';
import type { TrackingTools } from './tools.ts';

const METRIC_TABLES = [
  'latest_metrics',
  'metric_points',
  'metric_pieces',
  'metric_chunks',
  'logged_model_metrics',
] as const;

/** Takes a deleted run away for good, and lets its artifacts go. @throws RUN_NOT_FOUND, RUN_STATE */
export async function purgeRun(
  db: Kysely<Schema>,
  { clock }: Pick<TrackingTools, 'clock'>,
  { id, reason = { by: 'person' } }: { readonly id: string; readonly reason?: PurgeReason },
): Promise<void> {
  const { number, lifecycle } = await claimAnyRun(db, id);
  if (lifecycle !== 'deleted') throw runState(id, 'deleted');
  const at = instant(clock);
  const { name, hashes } = await readHeld(db, number);
  for (const table of METRIC_TABLES) await db.deleteFrom(table).where('run', '=', number).execute();
  await db.deleteFrom('runs').where('number', '=', number).execute();
  const { who, why, gone } = reason;
  await releaseArtifacts(db, hashes, { name: id, at, who, why });
  await recordChange(db, {
    at,
    change: {
      ...{ action: 'run.purge', name: id, by: reason.by, who, why },
      from: { name, artifacts: hashes, ...gone },
    },
  });
}

async function readHeld(
  db: Kysely<Schema>,
  number: number,
): Promise<{ readonly name: string; readonly hashes: readonly string[] }> {
  const { name } = await db
    .selectFrom('runs')
    .select('name')
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('run_artifacts')
    .select('hash')
    .where('run', '=', number)
    .orderBy('position')
    .execute();
  return { name, hashes: [...new Set(rows.map(({ hash }) => hash))] };
}
