import type { Kysely } from 'kysely';

/** Tables of runs as they were, what refers to others first. */
const OLD_TABLES = [
  'run_params',
  'run_tags',
  'run_metrics',
  'run_steps',
  'run_findings',
  'run_artifacts',
  'runs',
  'experiments',
];

/** Names the tables of runs `old_…`, and takes the names of their indexes away. */
export async function setAside(db: Kysely<unknown>): Promise<void> {
  for (const index of ['experiments_by_creation', 'runs_by_experiment', 'runs_by_status'])
    await db.schema.dropIndex(index).execute();
  for (const table of OLD_TABLES)
    await db.schema.alterTable(table).renameTo(`old_${table}`).execute();
}

/** Takes the tables away that `setAside` renamed. */
export async function dropOld(db: Kysely<unknown>): Promise<void> {
  for (const table of OLD_TABLES) await db.schema.dropTable(`old_${table}`).execute();
}
