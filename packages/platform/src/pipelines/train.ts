import { basename, extname, join, resolve } from 'node:path';
import {
  asId,
  type DataSchema,
  type ExperimentName,
  type Finding,
  type ModelName,
  toName,
} from '@kaizenml/contracts';
import { defaultMetric } from '@kaizenml/ml/metrics';
import type { ArtifactStore } from '../artifacts/store.ts';
import {
  type DatasetDeps,
  datasetName,
  findAugmentation,
  loadVersion,
  openSource,
} from '../datasets/index.ts';
import { type Clock, sha256File } from '../kit/index.ts';
import type { Store } from '../storage/store.ts';
import { assertColumns } from './assert-columns.ts';
import { assertMetrics } from './assert-metrics.ts';
import { attachArtifacts, linkLineage, REPORT_FILE, registerChampion } from './deliver.ts';
import type { Learned, RunFrame } from './outcome.ts';
import { renderRunReport } from './render-run-report.ts';
import { type RunResult, toRunResult } from './run-result.ts';
import { servingSchema } from './serving-schema.ts';
import { createStepRunner, reasonOf, type StepRunner, tellSecond } from './step-runner.ts';
import { readyHandle } from './step-values.ts';
import { evaluate } from './steps/evaluate.ts';
import { explain } from './steps/explain.ts';
import { fit } from './steps/fit.ts';
import { gate } from './steps/gate.ts';
import { ingest } from './steps/ingest.ts';
import { packageModel } from './steps/package.ts';
import { profile } from './steps/profile.ts';
import { search } from './steps/search.ts';
import { split } from './steps/split.ts';
import { validate } from './steps/validate.ts';
import type { TrainRequest } from './train-request.ts';

/** What a training run works with. */
export interface TrainDeps extends DatasetDeps {
  readonly store: Store;
  readonly artifacts: ArtifactStore;
  readonly clock: Clock;
}

const N_RESAMPLES = 200;
const SHARE_KEPT_FOR_THE_END = 0.05;

/**
 * The main job: from a file and a target to a registered, explained model.
 *
 * ingest → profile → validate → split → search → fit → evaluate → explain → gate → package → register → report. Steps
 * are cached by content, so that a run after a kill goes on where the killed one stopped.
 *
 * @throws every code of reading a table; COLUMN_UNKNOWN, TARGET_UNUSABLE, FEATURES_UNUSABLE, TABLE_TOO_SMALL, SEARCH_FAILED, DISK_FULL
 */
export async function train(deps: TrainDeps, request: TrainRequest): Promise<RunResult> {
  const { project, target, progress, signal, budgetMs } = request;
  const startedAt = deps.clock.now();
  const path = resolve(request.folder, project.data);
  await openSource(path);
  const source: Source = {
    path,
    fileHash: await sha256File(path),
    name: project.name ?? datasetName(path),
  };
  const model = asId<ModelName>(project.name ?? toName(`${source.name}-${target}`));
  const schema = await servingSchema(deps.store.schemas, project, source.name);
  const experiment = asId<ExperimentName>(model);
  const title = `${basename(path)} → ${target}`;
  await deps.store.experiments.ensure(experiment);
  const runId = await deps.store.runs.start({
    experiment,
    name: title,
    params: runParams(request),
    pid: process.pid,
  });
  const frame: RunFrame = { runId, title, startedAt };
  const runner = createStepRunner({
    ...deps,
    progress,
    signal,
    runId,
    deadlineAt:
      budgetMs === undefined ? undefined : startedAt + budgetMs * (1 - SHARE_KEPT_FOR_THE_END),
  });
  try {
    const learned = await learn(deps, request, { runner, frame, source });
    const result = await deliver(deps, request, { runner, frame, learned, model, schema });
    await deps.store.runs.finish(runId, { status: 'finished' });
    return result;
  } catch (thrown) {
    const error = reasonOf(thrown);
    await tellSecond(progress, () => deps.store.runs.finish(runId, { status: 'failed', error }));
    throw thrown;
  } finally {
    progress.done();
  }
}

interface Source {
  readonly path: string;
  readonly fileHash: string;
  /** Name of the dataset. */
  readonly name: string;
}

/** From the file to the verdict of the gate: every step in its order. */
async function learn(
  deps: TrainDeps,
  { project, target }: TrainRequest,
  { runner, frame, source }: { runner: StepRunner; frame: RunFrame; source: Source },
): Promise<Learned> {
  const { seed } = project;
  const findings: Finding[] = [];
  const note = async (found: readonly Finding[]) => {
    findings.push(...found);
    await deps.store.runs.addFindings(frame.runId, found);
  };

  const { fileHash, name } = source;
  const ingested = await (
    await runner.run(
      ingest(deps, source.path),
      {},
      { fileHash, name, ending: extname(source.path) },
    )
  ).load();
  await note(ingested.findings);
  const { record } = ingested;
  const augmented = await findAugmentation(deps, record);
  await note(augmented.findings);
  assertColumns(
    target,
    project,
    record.columns.map((column) => column.name),
  );
  const table = readyHandle(record.hash, () => loadVersion(deps, record));
  const profiled = await runner.run(profile, { table }, {});

  const { guardrails } = project;
  const ignore = [...project.ignore, ...augmented.marks];
  const validated = await runner.run(
    validate,
    { table },
    { target, task: project.task, ignore, ...guardrails, seed, time: timeColumn(project) },
  );
  const problem = await validated.load();
  await note(problem.findings);
  assertMetrics(project, problem.task);
  const metric = project.metric ?? defaultMetric(problem.task).name;

  const { folds, trials, workers } = project.search;
  const kind = project.split.kind ?? (problem.task === 'regression' ? 'random' : 'stratified');
  const parts = await runner.run(
    split,
    { table, validated },
    { ...project.split, kind, folds, seed },
  );
  await note((await parts.load()).findings);
  const found = await runner.run(
    search(workers),
    { table, validated, split: parts },
    { metric, seed, trials },
  );
  const searched = await found.load();
  await note(searched.findings);

  const learning = { table, validated, split: parts };
  const fitted = await runner.run(fit, { ...learning, searched: found }, { seed });
  const evaluated = await runner.run(
    evaluate,
    { ...learning, fitted },
    { seed, nResamples: N_RESAMPLES, metric },
  );
  await deps.store.runs.logMetrics(frame.runId, (await evaluated.load()).metrics);
  const explained = await runner.run(explain, { ...learning, fitted }, { seed, metric });
  const judged = await runner.run(gate, { evaluated }, { ...project.gate, primaryMetric: metric });
  const verdict = await judged.load();
  await note(verdict.findings);
  return {
    record,
    profile: await profiled.load(),
    validated: problem,
    split: await parts.load(),
    searched,
    fitted: await fitted.load(),
    evaluated: await evaluated.load(),
    explained: await explained.load(),
    verdict,
    findings,
    metric,
    handles: { fitted, evaluated, explained },
  };
}

/** From the verdict to a registered version and a report. */
async function deliver(
  deps: TrainDeps,
  request: TrainRequest,
  {
    runner,
    frame,
    learned,
    model,
    schema,
  }: {
    runner: StepRunner;
    frame: RunFrame;
    learned: Learned;
    model: ModelName;
    schema: DataSchema | undefined;
  },
): Promise<RunResult> {
  const { store, artifacts, clock } = deps;
  const packaging = packageModel(artifacts, {
    runId: frame.runId,
    createdAt: new Date(clock.now()).toISOString(),
  });
  const { artifact, sizeBytes } = await (
    await runner.run(packaging, learned.handles, {
      datasetName: learned.record.name,
      datasetHash: learned.record.hash,
      nTrainRows: learned.split.train.length,
      seed: request.project.seed,
      primaryMetric: learned.metric,
      findings: learned.findings,
      ...(schema === undefined
        ? {}
        : { serving: { schema, anomalies: request.project.serving.anomalies } }),
    })
  ).load();
  const version = learned.verdict.passed
    ? await registerChampion(store, frame, learned, { name: model, artifact })
    : undefined;
  await linkLineage(store, frame, learned, { artifact, version });

  request.progress.stage('Writing the report');
  const ended = {
    model,
    version: version?.version ?? null,
    timings: runner.timings,
    durationMs: clock.now() - frame.startedAt,
  };
  const reportHash = await attachArtifacts(deps, frame, {
    report: renderRunReport(frame, learned, request, ended),
    model: { hash: artifact, sizeBytes },
  });
  return toRunResult(frame, learned, {
    ...ended,
    artifact: await artifacts.pathOf(artifact),
    report: join(await artifacts.pathOf(reportHash), REPORT_FILE),
  });
}

function timeColumn({ split: { kind, column } }: TrainRequest['project']): string | undefined {
  return kind === 'time' ? column : undefined;
}

function runParams({ project, target, budgetMs }: TrainRequest): Record<string, string | number> {
  return {
    data: basename(project.data),
    target,
    seed: project.seed,
    folds: project.search.folds,
    testShare: project.split.test,
    ...(budgetMs === undefined ? {} : { budgetMs }),
    ...(project.search.trials === undefined ? {} : { trials: project.search.trials }),
  };
}
