import { join } from 'node:path';
import type { Estimate, Finding, ModelName, TableTask } from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';
import type { DatasetVersionRecord } from '../../datasets/store.ts';
import type { ModelVersionRecord } from '../../models/store.ts';
import type { TableReport } from '../../reports/index.ts';
import { REPORT_FILE } from '../deliver.ts';
import { drawLineage } from '../draw-lineage.ts';
import { type EnsureDeps, ensureChampion } from '../ensure-champion.ts';
import type { OpenRun, RunDeps } from '../in-run.ts';
import type { PackedArtifact } from '../steps/package.ts';
import { tightenRules } from '../tighten-rules.ts';
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
  readonly release: Project['release'];
}

/** Registers the artifact where the gate lets it, draws the lineage, and writes the report. */
export async function deliverRun(
  deps: RunDeps & Pick<EnsureDeps, 'sandbox'>,
  run: OpenRun,
  { outcome, report }: { outcome: Outcome; report: (about: TableReport) => string },
): Promise<TableRunResult> {
  const { store, artifacts } = deps;
  const { task, target, model, estimator, record, stored, primaryMetric } = outcome;
  const { runId } = run.frame;
  const version = await registered(deps, runId, outcome);
  await drawLineage(store, {
    runId,
    dataset: { hash: record.hash, role: 'trained-on' },
    artifact: stored?.artifact,
    version,
  });
  run.progress.stage('Writing the report');
  const about = aboutRun(deps, run, outcome, version);
  const written = await artifacts.putFolder({ [REPORT_FILE]: report(about) });
  await store.runs.addArtifact(runId, { name: 'report', ...written });
  if (stored) {
    const { artifact: hash, sizeBytes } = stored;
    await store.runs.addArtifact(runId, { name: 'model', hash, sizeBytes });
  }
  const { dataset, metrics, findings, gate } = about;
  return {
    run: runId,
    dataset,
    task,
    target,
    champion: {
      model,
      version: about.run.version,
      estimator,
      artifact: stored ? await artifacts.pathOf(stored.artifact) : null,
    },
    primaryMetric,
    metrics,
    findings,
    gate,
    timings: run.runner.timings,
    durationMs: about.run.durationMs,
    report: join(await artifacts.pathOf(written.hash), REPORT_FILE),
  };
}

/** What every report of a run says. */
function aboutRun(
  { clock }: RunDeps,
  { frame, runner }: OpenRun,
  { record, model, findings, gate, metrics, seed }: Outcome,
  version: ModelVersionRecord | undefined,
): TableReport {
  return {
    run: {
      id: frame.runId,
      name: frame.title,
      startedAt: new Date(frame.startedAt).toISOString(),
      durationMs: clock.now() - frame.startedAt,
      model,
      version: version?.version ?? null,
      timings: runner.timings,
    },
    dataset: { name: record.name, version: record.version, hash: record.hash, nRows: record.nRows },
    findings,
    gate,
    metrics,
    seed,
  };
}

/** The version that holds the artifact; undefined where there is none, or the gate refuses it. */
async function registered(
  deps: EnsureDeps & Pick<RunDeps, 'store'>,
  runId: OpenRun['frame']['runId'],
  { model: name, task, target, estimator, metrics, stored, gate, release }: Outcome,
): Promise<ModelVersionRecord | undefined> {
  if (stored === undefined || !gate.passed) return undefined;
  const { artifact } = stored;
  await tightenRules(deps.store, name, { runId, release });
  const asked = { name, task, target, estimator, runId, artifact, metrics };
  return (await ensureChampion(deps, asked)).version;
}
