import type { Kysely, Selectable } from 'kysely';
import type { Lifecycle, TrackedExperiment, TrackedExperiments } from '../../../tracking/store.ts';
import { isSqlite } from '../../is-sqlite.ts';
import type { Schema } from '../../schema.ts';
import type { ExperimentsTable } from '../../tracking-schema.ts';
import { experimentExists, experimentNotFound, experimentState } from './failures.ts';
import { searchExperiments } from './search-experiments.ts';
import { putExperimentTags, readExperimentTags } from './tags.ts';
import type { TrackingTools } from './tools.ts';

export type ExperimentRow = Selectable<ExperimentsTable>;
type Row = ExperimentRow;

/** Experiments, on a connection that is in a transaction. */
export function trackedExperiments(db: Kysely<Schema>, tools: TrackingTools): TrackedExperiments {
  const { clock } = tools;
  return {
    create: (experiment) => createExperiment(db, tools, experiment),
    async find(id) {
      const row = await findRow(db, id);
      return row && (await toExperiments(db, tools, [row]))[0];
    },
    async findByName(name) {
      const row = await findExperiment(db, name);
      return row && (await toExperiments(db, tools, [row]))[0];
    },
    search: async (search, page) => {
      const { items, ...next } = await searchExperiments(db, search, page);
      return { items: await toExperiments(db, tools, items), ...next };
    },
    async rename(id, name) {
      const { number } = await claimExperiment(db, id);
      const known = await findExperiment(db, name);
      if (known !== undefined && known.number !== number)
        throw experimentExists(name, { id: String(known.number), lifecycle: known.lifecycle });
      await change(db, number, { name, changed_at: clock.now() });
    },
    setLifecycle: (id, lifecycle) => setLifecycle(db, tools, { id, lifecycle }),
    async setTags(id, tags) {
      const { number } = await claimExperiment(db, id);
      await putExperimentTags(db, tools, { experiment: number, tags });
      await change(db, number, { changed_at: clock.now() });
    },
  };
}

/** The row of an experiment; ids that are no number have none. */
async function findRow(db: Kysely<Schema>, id: string): Promise<Row | undefined> {
  const number = toNumber(id);
  if (number === undefined) return undefined;
  return db.selectFrom('experiments').selectAll().where('number', '=', number).executeTakeFirst();
}

/** The number that is the id of an experiment, where it is one. */
export function toNumber(id: string): number | undefined {
  if (!/^\d{1,15}$/.test(id)) return undefined;
  const number = Number(id);
  return String(number) === id ? number : undefined;
}

/** Makes the row of an experiment; undefined where one has its name. */
export async function insertExperiment(
  db: Kysely<Schema>,
  {
    name,
    artifactLocation,
    atMs,
  }: { name: string; artifactLocation?: string | undefined; atMs: number },
): Promise<number | undefined> {
  const row = await db
    .insertInto('experiments')
    .values({
      name,
      artifact_location: artifactLocation ?? '',
      lifecycle: 'active',
      created_at: atMs,
      changed_at: atMs,
      deleted_at: null,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning('number')
    .executeTakeFirst();
  if (row !== undefined && artifactLocation === undefined)
    await change(db, row.number, { artifact_location: `mlflow-artifacts:/${row.number}` });
  return row?.number;
}

async function createExperiment(
  db: Kysely<Schema>,
  tools: TrackingTools,
  { name, artifactLocation, tags = {} }: Parameters<TrackedExperiments['create']>[0],
): Promise<TrackedExperiment> {
  const number = await insertExperiment(db, { name, artifactLocation, atMs: tools.clock.now() });
  if (number === undefined) {
    const known = await findExperiment(db, name);
    throw experimentExists(name, {
      id: String(known?.number),
      lifecycle: known?.lifecycle ?? 'active',
    });
  }
  await putExperimentTags(db, tools, { experiment: number, tags });
  const row = await claimExperiment(db, String(number));
  return (await toExperiments(db, tools, [row]))[0] as TrackedExperiment;
}

/** Deleting takes active runs along and marks them with its instant, by which they are known when it comes back. */
async function setLifecycle(
  db: Kysely<Schema>,
  { clock }: TrackingTools,
  { id, lifecycle }: { readonly id: string; readonly lifecycle: Lifecycle },
): Promise<void> {
  const row = await claimExperiment(db, id);
  if (row.lifecycle === lifecycle)
    throw experimentState(id, lifecycle === 'active' ? 'deleted' : 'active');
  const atMs = clock.now();
  const runs = db.updateTable('runs').where('experiment', '=', row.number);
  if (lifecycle === 'active') {
    await runs
      .set({ lifecycle, deleted_at: null })
      .where('lifecycle', '=', 'deleted')
      .where('deleted_at', '=', row.deleted_at)
      .execute();
    await change(db, row.number, { lifecycle, changed_at: atMs, deleted_at: null });
    return;
  }
  const { last } = await db
    .selectFrom('runs')
    .select(({ fn }) => fn.max('deleted_at').as('last'))
    .where('experiment', '=', row.number)
    .executeTakeFirstOrThrow();
  const deletedAt = Math.max(atMs, (last ?? 0) + 1);
  await runs.set({ lifecycle, deleted_at: deletedAt }).where('lifecycle', '=', 'active').execute();
  await change(db, row.number, { lifecycle, changed_at: atMs, deleted_at: deletedAt });
}

/** The row of an experiment, which no other transaction changes until this one has ended. @throws EXPERIMENT_NOT_FOUND */
export async function claimExperiment(db: Kysely<Schema>, id: string): Promise<Row> {
  const number = toNumber(id);
  if (number === undefined) throw experimentNotFound(id);
  const query = db.selectFrom('experiments').selectAll().where('number', '=', number);
  const row = await (isSqlite(db) ? query : query.forUpdate()).executeTakeFirst();
  if (row === undefined) throw experimentNotFound(id);
  return row;
}

/** Rows of experiments by id, none of which changes until this transaction has ended; others may hold them as well. */
export async function holdExperiments(
  db: Kysely<Schema>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ExperimentRow>> {
  const numbers = [...new Set(ids)].map(toNumber).filter((number) => number !== undefined);
  if (numbers.length === 0) return new Map();
  const query = db
    .selectFrom('experiments')
    .selectAll()
    .where('number', 'in', numbers)
    .orderBy('number');
  const rows = await (isSqlite(db) ? query : query.forShare()).execute();
  return new Map(rows.map((row) => [String(row.number), row]));
}

/** The row of the experiment of this name. */
export async function findExperiment(db: Kysely<Schema>, name: string): Promise<Row | undefined> {
  return db.selectFrom('experiments').selectAll().where('name', '=', name).executeTakeFirst();
}

async function change(db: Kysely<Schema>, number: number, columns: Partial<Row>): Promise<void> {
  await db.updateTable('experiments').set(columns).where('number', '=', number).execute();
}

async function toExperiments(
  db: Kysely<Schema>,
  tools: TrackingTools,
  rows: readonly Row[],
): Promise<TrackedExperiment[]> {
  const tags = await readExperimentTags(
    db,
    tools,
    rows.map(({ number }) => number),
  );
  return rows.map((row) => ({
    id: String(row.number),
    name: row.name,
    artifactLocation: row.artifact_location,
    lifecycle: row.lifecycle,
    createdAtMs: row.created_at,
    changedAtMs: row.changed_at,
    tags: tags.get(row.number) ?? {},
  }));
}
