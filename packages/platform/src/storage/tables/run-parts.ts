import { asId, type Estimate, type Finding } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { RunArtifact, RunRecord, StepRow } from '../../runs/store.ts';
import type { Schema } from '../schema.ts';
import { inChunks } from './in-chunks.ts';
import { fromText } from './run-values.ts';

/** Everything of a run that is not in its own row. */
export type RunParts = Pick<
  RunRecord,
  'params' | 'tags' | 'metrics' | 'artifacts' | 'steps' | 'findings'
>;

/** Reads the parts of one run, each in the order in which it was first logged; what other clients logged comes last. */
export async function readRunParts(db: Kysely<Schema>, run: number): Promise<RunParts> {
  return {
    params: await readParams(db, run),
    tags: await readTags(db, run),
    metrics: (await readMetrics(db, [run])).get(run) ?? {},
    artifacts: await readArtifacts(db, run),
    steps: await readSteps(db, run),
    findings: await readFindings(db, run),
  };
}

/** Metrics of each of these runs. A run without any is absent. */
export async function readMetrics(
  db: Kysely<Schema>,
  runs: readonly number[],
): Promise<Map<number, Record<string, Estimate>>> {
  const rows = await inChunks(runs, (chunk) =>
    db
      .selectFrom('latest_metrics')
      .innerJoin('keys', 'keys.number', 'latest_metrics.key')
      .select(['run', 'keys.name', 'value', 'low', 'high', 'position', 'key'])
      .where('run', 'in', chunk)
      .execute(),
  );
  const byRun = new Map<number, Record<string, Estimate>>();
  for (const { run, name, value, low, high } of rows.sort(byPosition)) {
    if (value === null || !Number.isFinite(value)) continue;
    const metrics = byRun.get(run) ?? {};
    metrics[name] = { value, low, high };
    byRun.set(run, metrics);
  }
  return byRun;
}

async function readParams(db: Kysely<Schema>, run: number): Promise<RunParts['params']> {
  const rows = await db
    .selectFrom('run_params')
    .innerJoin('keys', 'keys.number', 'run_params.key')
    .select(['keys.name', 'value', 'kind', 'position', 'key'])
    .where('run', '=', run)
    .execute();
  return Object.fromEntries(
    rows.sort(byPosition).map(({ name, value, kind }) => [name, fromText(value, kind)]),
  );
}

async function readTags(db: Kysely<Schema>, run: number): Promise<RunParts['tags']> {
  const rows = await db
    .selectFrom('run_tags')
    .innerJoin('keys', 'keys.number', 'run_tags.key')
    .select(['keys.name', 'value', 'position', 'key'])
    .where('run', '=', run)
    .execute();
  return Object.fromEntries(rows.sort(byPosition).map(({ name, value }) => [name, value]));
}

async function readArtifacts(db: Kysely<Schema>, run: number): Promise<RunArtifact[]> {
  const rows = await db
    .selectFrom('run_artifacts')
    .selectAll()
    .where('run', '=', run)
    .orderBy('position')
    .execute();
  return rows.map(({ name, hash, size_bytes }) => ({
    name,
    hash: asId(hash),
    sizeBytes: size_bytes,
  }));
}

async function readSteps(db: Kysely<Schema>, run: number): Promise<StepRow[]> {
  const rows = await db
    .selectFrom('run_steps')
    .selectAll()
    .where('run', '=', run)
    .orderBy('position')
    .execute();
  return rows.map(({ name, status, started_at, duration_ms }) => ({
    name,
    status,
    startedAt: started_at,
    durationMs: duration_ms,
  }));
}

async function readFindings(db: Kysely<Schema>, run: number): Promise<Finding[]> {
  const rows = await db
    .selectFrom('run_findings')
    .select('finding')
    .where('run', '=', run)
    .orderBy('position')
    .execute();
  return rows.map(({ finding }) => JSON.parse(finding) as Finding);
}

interface Placed {
  readonly position: number | null;
  readonly key: number;
}

function byPosition(a: Placed, b: Placed): number {
  const [placeA, placeB] = [a.position ?? Number.MAX_VALUE, b.position ?? Number.MAX_VALUE];
  return placeA - placeB || a.key - b.key;
}
