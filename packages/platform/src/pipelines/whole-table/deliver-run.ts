import { join } from 'node:path';
import type { ArtifactHash, Estimate, Finding, ModelName, TableTask } from '@kaizenml/contracts';
import type { DatasetVersionRecord } from '../../datasets/store.ts';
import { CHAMPION } from '../../models/index.ts';
import type { TableReport } from '../../reports/index.ts';
import { REPORT_FILE } from '../deliver.ts';
import type { OpenRun, RunDeps } from '../in-run.ts';
import type { PackedArtifact } from '../steps/package.ts';
import type { TableRunResult } from './table-run-result.ts';

/** What a run has come to. */
export interface Outcome {
  readonly task: TableTask;
  readonly target: string;
  readonly model: ModelName;
  /** Name of the method that answers. */
  readonly estimator: string;
  readonly record: DatasetVersionRecord;
  /** Undefined where there is nothing to answer from. */
  readonly stored: PackedArtifact | undefined;
  readonly primaryMetric: string;
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly findings: readonly Finding[];
  readonly gate: { readonly passed: boolean; readonly reasons: readonly string[] };
  readonly seed: number;
}

/** Registers the artifact where the gate lets it, draws the lineage, and writes the report. */
export async function deliverRun(
  deps: RunDeps,
  { runner, frame, progress }: OpenRun,
  { outcome, report }: { outcome: Outcome; report: (about: TableReport) => string },
): Promise<TableRunResult> {
  const { store, artifacts, clock } = deps;
  const { record, stored, gate, metrics, findings, seed } = outcome;
  const { runId } = frame;
  const version =
    stored !== undefined && gate.passed ? await register(deps, runId, outcome, stored) : undefined;
  const run = `run:${runId}`;
  await store.lineage.add([
    { from: `dataset:${record.hash}`, to: run, role: 'trained-on' },
    ...(stored ? [{ from: run, to: `artifact:${stored.artifact}`, role: 'produced' }] : []),
    ...(stored && version
      ? [
          {
            from: `artifact:${stored.artifact}`,
            to: `model:${outcome.model}/${version}`,
            role: 'registered-as',
          },
        ]
      : []),
  ]);
  progress.stage('Writing the report');
  const { name, version: datasetVersion, hash, nRows } = record;
  const dataset = { name, version: datasetVersion, hash, nRows };
  const told: TableReport['run'] = {
    id: runId,
    name: frame.title,
    startedAt: new Date(frame.startedAt).toISOString(),
    durationMs: clock.now() - frame.startedAt,
    model: outcome.model,
    version: version ?? null,
    timings: runner.timings,
  };
  const html = report({ run: told, dataset, findings, gate, metrics, seed });
  const written = await artifacts.putFolder({ [REPORT_FILE]: html });
  await store.runs.addArtifact(runId, { name: 'report', ...written });
  if (stored)
    await store.runs.addArtifact(runId, {
      name: 'model',
      hash: stored.artifact,
      sizeBytes: stored.sizeBytes,
    });
  return {
    run: runId,
    dataset,
    task: outcome.task,
    target: outcome.target,
    champion: {
      model: outcome.model,
      version: version ?? null,
      estimator: outcome.estimator,
      artifact: stored ? await artifacts.pathOf(stored.artifact) : null,
    },
    primaryMetric: outcome.primaryMetric,
    metrics,
    findings,
    gate,
    timings: told.timings,
    durationMs: told.durationMs,
    report: join(await artifacts.pathOf(written.hash), REPORT_FILE),
  };
}

/** The version that holds the artifact: a new champion, unless the newest one is that artifact already. */
async function register(
  { store }: Pick<RunDeps, 'store'>,
  runId: OpenRun['frame']['runId'],
  { model: name, task, target, estimator, metrics }: Outcome,
  { artifact }: { readonly artifact: ArtifactHash },
): Promise<number> {
  const [newest] = await store.models.versions(name);
  if (newest?.artifact === artifact) return newest.version;
  const aliases = [CHAMPION];
  const registered = { name, task, target, estimator, runId, artifact, metrics, aliases };
  return (await store.models.register(registered)).version;
}
