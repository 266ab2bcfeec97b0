import { asId, type Estimate, type Finding } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { ParamValue, RunArtifact, RunRecord, StepRow } from '../../runs/store.ts';
import type { Schema } from '../schema.ts';

/** Everything of a run that is not in its own row. */
export type RunParts = Pick<
  RunRecord,
  'params' | 'tags' | 'metrics' | 'artifacts' | 'steps' | 'findings'
>;

/** Reads the parts of one run, each in the order in which it was first logged. */
export async function readRunParts(db: Kysely<Schema>, id: string): Promise<RunParts> {
  return {
    params: await readValues<ParamValue>(db, 'run_params', id),
    tags: await readValues<string>(db, 'run_tags', id),
    metrics: (await readMetrics(db, [id])).get(id) ?? {},
    artifacts: await readArtifacts(db, id),
    steps: await readSteps(db, id),
    findings: await readFindings(db, id),
  };
}

/** Metrics of each of these runs. A run without any is absent. */
export async function readMetrics(
  db: Kysely<Schema>,
  ids: readonly string[],
): Promise<Map<string, Record<string, Estimate>>> {
  const byRun = new Map<string, Record<string, Estimate>>();
  if (ids.length === 0) return byRun;
  const rows = await db
    .selectFrom('run_metrics')
    .select(['run_id', 'name', 'value', 'low', 'high'])
    .where('run_id', 'in', ids)
    .orderBy('run_id')
    .orderBy('position')
    .execute();
  for (const { run_id: id, name, value, low, high } of rows) {
    const metrics = byRun.get(id) ?? {};
    metrics[name] = { value, low, high };
    byRun.set(id, metrics);
  }
  return byRun;
}

async function readValues<Value>(
  db: Kysely<Schema>,
  table: 'run_params' | 'run_tags',
  id: string,
): Promise<Record<string, Value>> {
  const rows = await db
    .selectFrom(table)
    .select(['name', 'value'])
    .where('run_id', '=', id)
    .orderBy('position')
    .execute();
  return Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value) as Value]));
}

async function readArtifacts(db: Kysely<Schema>, id: string): Promise<RunArtifact[]> {
  const rows = await db
    .selectFrom('run_artifacts')
    .selectAll()
    .where('run_id', '=', id)
    .orderBy('position')
    .execute();
  return rows.map(({ name, hash, size_bytes }) => ({
    name,
    hash: asId(hash),
    sizeBytes: size_bytes,
  }));
}

async function readSteps(db: Kysely<Schema>, id: string): Promise<StepRow[]> {
  const rows = await db
    .selectFrom('run_steps')
    .selectAll()
    .where('run_id', '=', id)
    .orderBy('position')
    .execute();
  return rows.map(({ name, status, started_at, duration_ms }) => ({
    name,
    status,
    startedAt: started_at,
    durationMs: duration_ms,
  }));
}

async function readFindings(db: Kysely<Schema>, id: string): Promise<Finding[]> {
  const rows = await db
    .selectFrom('run_findings')
    .select('finding')
    .where('run_id', '=', id)
    .orderBy('position')
    .execute();
  return rows.map(({ finding }) => JSON.parse(finding) as Finding);
}
