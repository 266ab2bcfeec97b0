import { DatabaseSync } from 'node:sqlite';
import { type CompiledQuery, Kysely } from 'kysely';
import { migrate } from '../../packages/platform/src/storage/migrate.ts';
import type { Schema } from '../../packages/platform/src/storage/schema.ts';
import { NodeSqliteDialect } from '../../packages/platform/src/storage/sqlite/dialect.ts';
import type { PlainRun } from './plain-run.ts';

/** The experiment that `fillRuns` puts runs into. */
export const SEARCHED = 7;

/** Tables of runs in a real SQLite, in memory. */
export interface SearchedDatabase extends Disposable {
  readonly db: Kysely<Schema>;
  /** Beside `db`, for what Kysely has no words for. */
  readonly raw: DatabaseSync;
  /** What was asked since it was emptied last. */
  readonly asked: CompiledQuery[];
}

/** Opens an empty one with all migrations. */
export async function openSearched(): Promise<SearchedDatabase> {
  const raw = new DatabaseSync(':memory:');
  const asked: CompiledQuery[] = [];
  const db = new Kysely<Schema>({
    dialect: new NodeSqliteDialect(raw, ':memory:'),
    log: ({ query }) => {
      asked.push(query);
    },
  });
  await migrate(db, { clock: { now: () => 0 }, place: ':memory:' });
  return { db, raw, asked, [Symbol.dispose]: () => raw.close() };
}

const TABLES_OF_RUNS = [
  'run_params',
  'run_tags',
  'latest_metrics',
  'run_datasets',
  'input_datasets',
  'runs',
] as const;

/** Takes all runs away. */
export async function clearRuns(db: Kysely<Schema>): Promise<void> {
  for (const table of TABLES_OF_RUNS) await db.deleteFrom(table).execute();
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
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Adds runs to the experiment `SEARCHED`. */
export async function fillRuns(db: Kysely<Schema>, runs: readonly PlainRun[]): Promise<void> {
  if (runs.length === 0) return;
  const rows = await db
    .insertInto('runs')
    .values(
      runs.map((run) => ({
        id: run.id,
        experiment: SEARCHED,
        name: run.name,
        user_name: run.user,
        status: run.status,
        lifecycle: 'active' as const,
        started_at: run.startedAtMs,
        ended_at: run.endedAtMs,
        artifact_uri: run.artifactUri,
      })),
    )
    .returning(['number', 'id'])
    .execute();
  const numberOf = new Map(rows.map(({ id, number }) => [id, number]));
  const of = (run: PlainRun) => Number(numberOf.get(run.id));
  const keyOf = await putKeys(
    db,
    runs.flatMap(({ metrics, params, tags }) => [metrics, params, tags].flatMap(Object.keys)),
  );
  const metrics = runs.flatMap((run) =>
    Object.entries(run.metrics).map(([name, value]) => ({
      run: of(run),
      key: keyOf(name),
      value: Number.isNaN(value) ? null : value,
      ...{ step: 0, at: 0, n_points: 1 },
    })),
  );
  const texts = (part: 'params' | 'tags') =>
    runs.flatMap((run) =>
      Object.entries(run[part]).map(([name, value]) => ({ run: of(run), key: keyOf(name), value })),
    );
  const datasets = [];
  for (const run of runs)
    for (const { name, digest, context } of run.datasets)
      datasets.push({
        run: of(run),
        dataset: await putDataset(db, name, digest),
        context,
        tags: '{}',
      });
  if (metrics.length > 0) await db.insertInto('latest_metrics').values(metrics).execute();
  for (const part of ['params', 'tags'] as const)
    if (texts(part).length > 0) await db.insertInto(`run_${part}`).values(texts(part)).execute();
  if (datasets.length > 0) await db.insertInto('run_datasets').values(datasets).execute();
}

async function putKeys(
  db: Kysely<Schema>,
  names: readonly string[],
): Promise<(name: string) => number> {
  const rows = [...new Set(names)].map((name) => ({ name }));
  if (rows.length > 0)
    await db
      .insertInto('keys')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  const found = await db.selectFrom('keys').select(['name', 'number']).execute();
  const numberOf = new Map(found.map(({ name, number }) => [name, number]));
  return (name) => Number(numberOf.get(name));
}

async function putDataset(db: Kysely<Schema>, name: string, digest: string): Promise<number> {
  await db
    .insertInto('input_datasets')
    .values({ experiment: SEARCHED, name, digest, source_type: '', source: '' })
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
