import type { Kysely } from 'kysely';
import type { Carried, New } from './carried-tables.ts';
import { carryPart } from './carry-part.ts';

const BATCH = 500;

/** Fills the new tables with what is in the old ones, and makes the experiment `Default`, whose number is 0. */
export async function carryOver(untyped: Kysely<unknown>): Promise<void> {
  const db = untyped as Kysely<Carried>;
  await carryExperiments(db);
  await carryRuns(db);
  const keyOf = await carryKeys(db);
  await carryPart(db, 'old_run_params', (rows) =>
    db.insertInto('run_params').values(
      rows.map(({ run, position, row }) => {
        const value: unknown = JSON.parse(row.value);
        return { run, key: keyOf(row.name), value: String(value), kind: kindOf(value), position };
      }),
    ),
  );
  await carryPart(db, 'old_run_tags', (rows) =>
    db.insertInto('run_tags').values(
      rows.map(({ run, position, row }) => {
        const value = String(JSON.parse(row.value));
        return { run, key: keyOf(row.name), value, position };
      }),
    ),
  );
  await carryMetrics(db, keyOf);
  await carryPart(db, 'old_run_steps', (rows) =>
    db.insertInto('run_steps').values(
      rows.map(({ run, position, row }) => {
        const { name, status, started_at, duration_ms } = row;
        return { run, name, position, status, started_at, duration_ms };
      }),
    ),
  );
  await carryPart(db, 'old_run_artifacts', (rows) =>
    db.insertInto('run_artifacts').values(
      rows.map(({ run, position, row: { name, hash, size_bytes } }) => ({
        ...{ run, name, position, hash, size_bytes },
      })),
    ),
  );
  await carryPart(db, 'old_run_findings', (rows) =>
    db
      .insertInto('run_findings')
      .values(rows.map(({ run, position, row }) => ({ run, position, finding: row.finding }))),
  );
}

async function carryExperiments(db: Kysely<Carried>): Promise<void> {
  const old = await db
    .selectFrom('old_experiments')
    .select(['name', 'created_at'])
    .orderBy('created_at')
    .orderBy('name')
    .execute();
  const home = await db
    .selectFrom('migrations')
    .select('applied_at')
    .orderBy('version')
    .limit(1)
    .executeTakeFirstOrThrow();
  const createdAt = old.find(({ name }) => name === 'Default')?.created_at ?? home.applied_at;
  await db
    .insertInto('experiments')
    .values({ number: 0, ...toExperiment(0, 'Default', Date.parse(createdAt)) })
    .execute();
  let number = 0;
  for (const { name, created_at } of old) {
    if (name === 'Default') continue;
    number += 1;
    await db
      .insertInto('experiments')
      .values(toExperiment(number, name, Date.parse(created_at)))
      .execute();
  }
}

function toExperiment(number: number, name: string, atMs: number): New<'experiments'> {
  return {
    name,
    artifact_location: `mlflow-artifacts:/${number}`,
    lifecycle: 'active',
    created_at: atMs,
    changed_at: atMs,
    deleted_at: null,
  };
}

async function carryRuns(db: Kysely<Carried>): Promise<void> {
  const experiments = await db.selectFrom('experiments').select(['number', 'name']).execute();
  const numbers = new Map(experiments.map(({ name, number }) => [name, number]));
  let last = '';
  for (;;) {
    const rows = await db
      .selectFrom('old_runs')
      .selectAll()
      .where('id', '>', last)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    if (rows.length === 0) return;
    last = rows.at(-1)?.id ?? '';
    await db
      .insertInto('runs')
      .values(
        rows.map(({ id, experiment, name, status, pid, host, process_mark, error, ...times }) => ({
          ...{ id, name, pid, host, process_mark, error, user_name: '', lifecycle: 'active' },
          experiment: numbers.get(experiment) ?? 0,
          status: status === 'stopped' ? 'killed' : status,
          started_at: Date.parse(times.started_at),
          ended_at: times.ended_at === null ? null : Date.parse(times.ended_at),
          deleted_at: null,
          artifact_uri: `mlflow-artifacts:/${numbers.get(experiment) ?? 0}/${id}/artifacts`,
        })),
      )
      .execute();
  }
}

/** @returns What gives the number of a name. */
async function carryKeys(db: Kysely<Carried>): Promise<(name: string) => number> {
  const names = new Set<string>();
  for (const table of ['old_run_params', 'old_run_tags', 'old_run_metrics'] as const)
    for (const { name } of await db.selectFrom(table).select('name').distinct().execute())
      names.add(name);
  const sorted = [...names].sort();
  for (let i = 0; i < sorted.length; i += BATCH)
    await db
      .insertInto('keys')
      .values(sorted.slice(i, i + BATCH).map((name) => ({ name })))
      .execute();
  const keys = await db.selectFrom('keys').select(['number', 'name']).execute();
  const numbers = new Map(keys.map(({ name, number }) => [name, number]));
  return (name) => numbers.get(name) ?? Number.NaN;
}

/** A metric had one value, whose time is that of the run's start. */
async function carryMetrics(db: Kysely<Carried>, keyOf: (name: string) => number): Promise<void> {
  await carryPart(db, 'old_run_metrics', (rows) =>
    db.insertInto('latest_metrics').values(
      rows.map(({ run, startedAt, position, row: { name, value, low, high } }) => ({
        ...{ run, key: keyOf(name), value, low, high, position },
        ...{ step: 0, at: startedAt, n_points: 1, source: null },
      })),
    ),
  );
  await carryPart(db, 'old_run_metrics', (rows) =>
    db.insertInto('metric_points').values(
      rows.map(({ run, startedAt, row: { name, value } }) => ({
        ...{ run, key: keyOf(name), seq: 0, value, step: 0, at: startedAt, source: null },
      })),
    ),
  );
}

function kindOf(value: unknown): 'number' | 'boolean' | null {
  return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : null;
}
