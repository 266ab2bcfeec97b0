import { DatabaseSync } from 'node:sqlite';
import { type CompiledQuery, Kysely } from 'kysely';
import { migrate } from '../../packages/platform/src/storage/migrate.ts';
import type { Schema } from '../../packages/platform/src/storage/schema.ts';
import { NodeSqliteDialect } from '../../packages/platform/src/storage/sqlite/dialect.ts';
import type { PlainRun } from './plain-run.ts';

/** The experiment that `fill` puts runs into. */
export const SEARCHED = 7;

/** Tables of runs in a real SQLite, in memory. */
export interface SearchedDatabase extends Disposable {
  readonly db: Kysely<Schema>;
  /** Beside `db`, for what Kysely has no words for. */
  readonly raw: DatabaseSync;
  /** What was asked since it was emptied last. */
  readonly asked: CompiledQuery[];
  /** Takes all runs away. */
  clear(): Promise<void>;
  /** Adds runs to the experiment `SEARCHED`. */
  fill(runs: readonly PlainRun[]): Promise<void>;
}

/** Opens an empty one with all migrations. */
export async function openSearched(): Promise<SearchedDatabase> {
  const raw = new DatabaseSync(':memory:');
  const asked: CompiledQuery[] = [];
  const db = new Kysely<Schema>({
    dialect: new NodeSqliteDialect(raw, ':memory:'),
    log: ({ query }) => asked.push(query),
  });
  await migrate(db, { clock: { now: () => 0 }, place: ':memory:' });
  return {
    db,
    raw,
    asked,
    async clear() {
      for (const table of [
        'run_params',
        'run_tags',
        'latest_metrics',
        'run_datasets',
        'input_datasets',
        'runs',
      ] as const)
        await db.deleteFrom(table).execute();
      await db.deleteFrom('experiments').where('number', '=', SEARCHED).execute();
      await db
        .insertInto('experiments')
        .values({
          number: SEARCHED,
          name: 'searched',
          artifact_location: '',
          lifecycle: 'active',
          created_at: 0,
          changed_at: 0,
          deleted_at: null,
        })
        .execute();
    },
    async fill(runs) {
      for (const run of runs) await addRun(db, run);
    },
    [Symbol.dispose]: () => raw.close(),
  };
}

async function addRun(db: Kysely<Schema>, run: PlainRun): Promise<void> {
  const { number } = await db
    .insertInto('runs')
    .values({
      id: run.id,
      experiment: SEARCHED,
      name: run.name,
      user_name: run.user,
      status: run.status,
      lifecycle: 'active',
      started_at: run.startedAtMs,
      ended_at: run.endedAtMs,
      deleted_at: null,
      artifact_uri: run.artifactUri,
      pid: null,
      host: null,
      process_mark: null,
      error: null,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  for (const [name, value] of Object.entries(run.metrics))
    await db
      .insertInto('latest_metrics')
      .values({
        run: number,
        key: await keyOf(db, name),
        value: Number.isNaN(value) ? null : value,
        ...{ step: 0, at: 0, n_points: 1, source: null, low: null, high: null, position: null },
      })
      .execute();
  for (const [name, value] of Object.entries(run.params))
    await db
      .insertInto('run_params')
      .values({ run: number, key: await keyOf(db, name), value, kind: null, position: null })
      .execute();
  for (const [name, value] of Object.entries(run.tags))
    await db
      .insertInto('run_tags')
      .values({ run: number, key: await keyOf(db, name), value, position: null })
      .execute();
  for (const { name, digest, context } of run.datasets)
    await db
      .insertInto('run_datasets')
      .values({ run: number, dataset: await datasetOf(db, { name, digest }), context, tags: '{}' })
      .execute();
}

async function keyOf(db: Kysely<Schema>, name: string): Promise<number> {
  await db
    .insertInto('keys')
    .values({ name })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { number } = await db
    .selectFrom('keys')
    .select('number')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return number;
}

async function datasetOf(
  db: Kysely<Schema>,
  { name, digest }: { readonly name: string; readonly digest: string },
): Promise<number> {
  await db
    .insertInto('input_datasets')
    .values({
      experiment: SEARCHED,
      name,
      digest,
      source_type: '',
      source: '',
      schema: null,
      profile: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { number } = await db
    .selectFrom('input_datasets')
    .select('number')
    .where('experiment', '=', SEARCHED)
    .where('name', '=', name)
    .where('digest', '=', digest)
    .executeTakeFirstOrThrow();
  return number;
}
