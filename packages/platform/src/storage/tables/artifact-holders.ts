import { type ArtifactHash, asId } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { Doomed, HoldersByHash } from '../../artifacts/released/store.ts';
import type { Schema } from '../schema.ts';
import { inChunks } from './in-chunks.ts';

/** A holder of an artifact, by the hash of that. */
type Held = readonly [hash: string, holder: string];

/** What needs each of these artifacts; those that nothing needs are absent. */
export async function holdersOf(
  db: Kysely<Schema>,
  hashes: readonly ArtifactHash[],
  { versions = [], runs = [], stepsBefore = '' }: Doomed = {},
): Promise<HoldersByHash> {
  const goneVersions = new Set(versions.map(({ name, version }) => `${name}/${version}`));
  const goneRuns = new Set(runs);
  const found = await inChunks([...new Set(hashes)], async (some) => [
    ...(await byVersions(db, some, goneVersions)),
    ...(await byGraphs(db, some, goneVersions)),
    ...(await byRuns(db, some, goneRuns)),
    ...(await byDatasets(db, some)),
    ...(await bySteps(db, some, stepsBefore)),
  ]);
  const holders = new Map<ArtifactHash, string[]>();
  for (const [hash, holder] of found) {
    const known = holders.get(asId(hash));
    if (known === undefined) holders.set(asId(hash), [holder]);
    else if (!known.includes(holder)) known.push(holder);
  }
  return holders;
}

async function byVersions(
  db: Kysely<Schema>,
  hashes: readonly string[],
  gone: ReadonlySet<string>,
): Promise<Held[]> {
  const rows = await db
    .selectFrom('model_versions')
    .select(['name', 'version', 'artifact'])
    .where('artifact', 'in', hashes)
    .orderBy('name')
    .orderBy('version')
    .execute();
  return rows.flatMap(({ name, version, artifact }): Held[] =>
    artifact === null || gone.has(`${name}/${version}`)
      ? []
      : [[artifact, `model ${name}/${version}`]],
  );
}

/** Graphs that ask a version with this artifact; the lineage says so also when that version is gone. */
async function byGraphs(
  db: Kysely<Schema>,
  hashes: readonly string[],
  gone: ReadonlySet<string>,
): Promise<Held[]> {
  const rows = await db
    .selectFrom('lineage_edges as registered')
    .innerJoin('lineage_edges as asked', 'asked.from_node', 'registered.to_node')
    .select(['registered.from_node as artifact', 'asked.to_node as run'])
    .where('registered.role', '=', 'registered-as')
    .where(
      'registered.from_node',
      'in',
      hashes.map((hash) => `artifact:${hash}`),
    )
    .where('asked.role', 'in', ['asked-by', 'explains-in'])
    .execute();
  if (rows.length === 0) return [];
  const graphs = await db
    .selectFrom('model_versions')
    .select(['name', 'version', 'run_id'])
    .where(
      'run_id',
      'in',
      rows.map(({ run }) => run.slice('run:'.length)),
    )
    .orderBy('name')
    .orderBy('version')
    .execute();
  return rows.flatMap(({ artifact, run }) =>
    graphs
      .filter(({ run_id }) => run === `run:${run_id}`)
      .filter(({ name, version }) => !gone.has(`${name}/${version}`))
      .map(
        ({ name, version }): Held => [
          artifact.slice('artifact:'.length),
          `graph ${name}/${version}`,
        ],
      ),
  );
}

async function byRuns(
  db: Kysely<Schema>,
  hashes: readonly string[],
  gone: ReadonlySet<string>,
): Promise<Held[]> {
  const rows = await db
    .selectFrom('run_artifacts')
    .innerJoin('runs', 'runs.number', 'run_artifacts.run')
    .select(['runs.id', 'run_artifacts.hash'])
    .where('run_artifacts.hash', 'in', hashes)
    .orderBy('runs.id')
    .execute();
  return rows.flatMap(({ id, hash }): Held[] => (gone.has(id) ? [] : [[hash, `run ${id}`]]));
}

async function byDatasets(db: Kysely<Schema>, hashes: readonly string[]): Promise<Held[]> {
  const rows = await db
    .selectFrom('dataset_versions')
    .select(['name', 'version', 'artifact'])
    .where('artifact', 'in', hashes)
    .orderBy('name')
    .orderBy('version')
    .execute();
  return rows.map(({ name, version, artifact }) => [artifact, `dataset ${name}@${version}`]);
}

async function bySteps(
  db: Kysely<Schema>,
  hashes: readonly string[],
  goneBefore: string,
): Promise<Held[]> {
  const rows = await db
    .selectFrom('step_cache')
    .select(['step', 'output'])
    .where('output', 'in', hashes)
    .where('finished_at', '>=', goneBefore)
    .orderBy('step')
    .execute();
  return rows.map(({ step, output }) => [output, `step ${step}`]);
}
