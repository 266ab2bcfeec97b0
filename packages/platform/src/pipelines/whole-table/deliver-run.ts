import { join } from 'node:path';
import type {
  ArtifactHash,
  Estimate,
  Finding,
  GateVerdict,
  ModelName,
  TableTask,
} from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';
import type { DatasetVersionRecord } from '../../datasets/store.ts';
import { findChampion, readContents } from '../../models/index.ts';
import type { ModelVersionRecord } from '../../models/store.ts';
import type { TableReport } from '../../reports/index.ts';
import { GATES_OF_RUN } from '../../runs/index.ts';
import { REPORT_FILE } from '../deliver.ts';
import { drawLineage } from '../draw-lineage.ts';
import { type EnsureDeps, type Ensured, ensureChampion } from '../ensure-champion.ts';
import { type BesideGuessing, checkGates } from '../gates/index.ts';
import type { OpenRun, RunDeps } from '../in-run.ts';
import type { PackedArtifact } from '../steps/package.ts';
import { NO_RIVAL } from '../succession/rival.ts';
import { tightenRules } from '../tighten-rules.ts';
import { describeTableMetric } from './describe-table-metric.ts';
import { noModelVerdict } from './no-model-verdict.ts';
import type { TableRunResult } from './table-run-result.ts';
import type { TableSuccession } from './table-succession.ts';

/** What a run has come to. */
export interface Outcome {
  readonly task: TableTask;
  readonly target: string;
  readonly model: ModelName;
  /** Name of the method that answers. */
  readonly estimator: string;
  readonly record: DatasetVersionRecord;
  /** The artifact, or the reason why there is nothing to answer from, as a sentence. */
  readonly stored: PackedArtifact | string;
  readonly primaryMetric: string;
  readonly metrics: Readonly<Record<string, Estimate>>;
  readonly findings: readonly Finding[];
  readonly besideGuessing: readonly BesideGuessing[];
  readonly succession: TableSuccession;
  /** Opens the artifact; each call of what comes back answers one row, or one series. */
  readonly open: (artifact: ArtifactHash) => Promise<() => unknown>;
  readonly seed: number;
  readonly project: Pick<Project, 'gate' | 'release'>;
}

/** Holds the gates against the artifact, registers it where they let it, draws the lineage, and writes the report. */
export async function deliverRun(
  deps: RunDeps & Pick<EnsureDeps, 'sandbox'>,
  run: OpenRun,
  { outcome, report }: { outcome: Outcome; report: (about: TableReport) => string },
): Promise<TableRunResult> {
  const { store, artifacts } = deps;
  const { task, target, model, estimator, record, primaryMetric } = outcome;
  const { runId } = run.frame;
  const stored = typeof outcome.stored === 'string' ? undefined : outcome.stored;
  const { gate, ensured } = await judged(deps, runId, outcome);
  const version = ensured?.version;
  await drawLineage(store, {
    runId,
    dataset: { hash: record.hash, role: 'trained-on' },
    artifact: stored?.artifact,
    version,
  });
  run.progress.stage('Writing the report');
  const about = aboutRun(deps, run, outcome, { version, gate });
  const written = await artifacts.putFolder({ [REPORT_FILE]: report(about) });
  await store.runs.addArtifact(runId, { name: 'report', ...written });
  const kept = await artifacts.putFolder({ [GATES_OF_RUN.file]: `${JSON.stringify(gate)}\n` });
  await store.runs.addArtifact(runId, { name: GATES_OF_RUN.artifact, ...kept });
  if (stored) {
    const { artifact: hash, sizeBytes } = stored;
    await store.runs.addArtifact(runId, { name: 'model', hash, sizeBytes });
  }
  const { dataset, metrics, findings } = about;
  const succession = ensured?.succession;
  return {
    run: runId,
    dataset,
    task,
    target,
    champion: {
      model,
      version: about.run.version,
      advice: version?.advice ?? null,
      estimator,
      artifact: stored ? await artifacts.pathOf(stored.artifact) : null,
    },
    succession: succession
      ? { ...succession, command: `kaizen models alias ${model} champion ${version?.version}` }
      : null,
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
  { record, model, findings, metrics, seed }: Outcome,
  {
    version,
    gate,
  }: { readonly version: ModelVersionRecord | undefined; readonly gate: GateVerdict },
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

/** What the gates say, and the version that holds the artifact where they let it. */
async function judged(
  deps: EnsureDeps & Pick<RunDeps, 'store' | 'artifacts'>,
  runId: OpenRun['frame']['runId'],
  outcome: Outcome,
): Promise<{ readonly gate: GateVerdict; readonly ensured?: Ensured }> {
  const { model: name, task, target, estimator, metrics, stored, besideGuessing } = outcome;
  const { project, succession } = outcome;
  if (typeof stored === 'string') return { gate: noModelVerdict(stored, besideGuessing) };
  const { store, artifacts } = deps;
  const { artifact, sizeBytes } = stored;
  const champion = await findChampion(store.models, name);
  const known = champion && (await succession.find(champion, artifact));
  const gate = await checkGates({
    ...{ asked: project.gate, metrics, besideGuessing, sizeBytes, rival: known ?? NO_RIVAL },
    metric: describeTableMetric(outcome.primaryMetric),
    comparedBy: succession.comparedBy ?? outcome.primaryMetric,
    describe: describeTableMetric,
    open: () => outcome.open(artifact),
    contents: () => readContents(artifacts, artifact),
    origin: (await store.runs.find(runId))?.tags ?? {},
  });
  if (!gate.passed) return { gate };
  await tightenRules(store, name, { runId, release: project.release });
  const asked = { name, task, target, estimator, runId, artifact, metrics };
  const ensured = await ensureChampion(deps, asked, async (now) => {
    const isKnown = known !== undefined && known.version === now.version;
    return succession.judge(isKnown ? known : await succession.find(now, artifact), now);
  });
  return { gate, ensured };
}
