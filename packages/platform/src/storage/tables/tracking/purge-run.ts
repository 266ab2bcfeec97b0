import type { Kysely } from 'kysely';
import type { Schema } from '../../schema.ts';
import { claimAnyRun } from './claim-run.ts';
import { runState } from './failures.ts';

const METRIC_TABLES = [
  'latest_metrics',
  'metric_points',
  'metric_pieces',
  'metric_chunks',
  'logged_model_metrics',
] as const;

/** Takes a deleted run away for good. @throws RUN_NOT_FOUND, RUN_STATE */
export async function purgeRun(db: Kysely<Schema>, id: string): Promise<void> {
  const { number, lifecycle } = await claimAnyRun(db, id);
  if (lifecycle !== 'deleted') throw runState(id, 'deleted');
  for (const table of METRIC_TABLES) await db.deleteFrom(table).where('run', '=', number).execute();
  await db.deleteFrom('runs').where('number', '=', number).execute();
}
