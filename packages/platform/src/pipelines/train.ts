import { join } from 'node:path';
import type { DataSchema, ModelName } from '@kaizenml/contracts';
import type { ArtifactStore } from '../artifacts/store.ts';
import { instant } from '../kit/index.ts';
import type { Sandbox } from '../models/index.ts';
import type { Progress } from '../progress.ts';
import { besideChampion } from './beside-champion.ts';
import { leaderboardOf } from './board/leaderboard.ts';
import { candidateOf } from './candidate-of.ts';
import { costMatrixOf } from './cost-matrix-of.ts';
import { attachArtifacts, linkLineage, REPORT_FILE, registerChampion } from './deliver.ts';
import { checkGates } from './gates/index.ts';
import { findSource, inRun, modelName, type OpenRun, type RunDeps, TRAIN } from './in-run.ts';
import type { Learned, RunFrame } from './outcome.ts';
import { poseProblem } from './pose-problem.ts';
import { renderRunReport } from './render-run-report.ts';
import { type RunResult, toRunResult } from './run-result.ts';
import { searchModel } from './search-model.ts';
import { servingSchema } from './serving-schema.ts';
import type { StepRunner } from './step-runner.ts';
import { baseline } from './steps/baseline.ts';
import { doubt } from './steps/doubt.ts';
import { evaluate, type Role } from './steps/evaluate.ts';
import { explain } from './steps/explain.ts';
import { gate as gateStep } from './steps/gate.ts';
import { type Packaged, packageModel } from './steps/package.ts';
import { tightenRules } from './tighten-rules.ts';
import type { TrainRequest } from './train-request.ts';
import { tuneModel } from './tuning/tune-model.ts';
import { withEarlySandbox } from './with-early-sandbox.ts';

const N_RESAMPLES = 200;

/**
 * The main job: from a file and a target to a registered, explained model.
 *
 * ingest → profile → validate → split → search → combine → fit → evaluate → explain → doubt → baseline → gate → refit → package → register → report. In the
 * place of search to fit, and of refit, a request to fine-tune has steps of its own. Steps
 * are cached by content, so that a run after a kill goes on where the killed one stopped.
 *
 * @throws every code of reading a table; COLUMN_UNKNOWN, TARGET_UNUSABLE, FEATURES_UNUSABLE, TABLE_TOO_SMALL, SEARCH_FAILED, DISK_FULL
 */
export async function train(deps: RunDeps, request: TrainRequest): Promise<RunResult> {
  const source = await findSource(deps, request);
  const model = modelName(request, source);
  const schema = await servingSchema(deps.store.schemas, request.project, source.name);
  const work = (run: OpenRun): Promise<RunResult> =>
    withEarlySandbox(async ({ start, find }) => {
      const learned = await learn(deps, request, { ...run, onFitted: start });
      const sandbox = find();
      return await deliver({ ...deps, sandbox }, request, { ...run, learned, model, schema });
    });
  return inRun(deps, request, { source, work, pipeline: TRAIN });
}

/** From the file to a model that was measured, explained and weighed: every step in its order. */
async function learn(
  deps: RunDeps,
  { project, target, budgetMs, tunes }: TrainRequest,
  run: OpenRun & {
    /** Told when a model is there to be examined, which takes a while. */
    readonly onFitted: () => void;
  },
): Promise<Learned> {
  const { seed } = project;
  const posed = await poseProblem(deps, { project, target, budgetMs }, run);
  const { runner, frame } = run;
  const { record, table, validated, metric, note } = posed;
  const costs = costMatrixOf(project, await validated.load());
  const posedBy = { posed, seed, costs };
  const fits = await (tunes === undefined
    ? searchModel(posedBy, { project, budgetMs }, run)
    : tuneModel(deps, posedBy, { project, tunes, run }));
  const { learning, searched, checks, plans, fitted } = fits;
  run.onFitted();
  const evaluated = await runner.run(
    evaluate,
    { ...learning, fitted },
    { seed, nResamples: N_RESAMPLES, metric, costs },
  );
  await deps.store.runs.logMetrics(frame.runId, (await evaluated.load()).metrics);
  const explained = await runner.run(explain, { ...learning, fitted }, { seed, metric });
  const doubted = await runner.run(doubt, { ...learning, plans, fitted, explained }, { seed });
  const counted = await runner.run(
    baseline,
    { ...learning, fitted, evaluated, explained },
    { seed, metric },
  );
  const judged = await runner.run(
    gateStep,
    { evaluated, checks },
    { primaryMetric: metric, target },
  );
  const weighed = await judged.load();
  await note(weighed.findings);
  const delivered = await fits.refit();
  await note((await delivered.load()).findings);
  return {
    record,
    profile: await posed.profiled.load(),
    validated: await learning.validated.load(),
    split: await learning.split.load(),
    searched: await searched.load(),
    checks: await checks.load(),
    plans: await plans.load(),
    fitted: await fitted.load(),
    evaluated: await evaluated.load(),
    explained: await explained.load(),
    weighed,
    findings: posed.findings,
    metric,
    delivered: await delivered.load(),
    table,
    handles: { fitted: delivered, evaluated, explained, doubted, counted },
  };
}

/** From a measured model to the verdict of the gates, a registered version and a report. */
async function deliver(
  deps: RunDeps & { readonly sandbox: Sandbox | undefined },
  request: TrainRequest,
  {
    runner,
    frame,
    learned,
    model,
    schema,
    progress,
  }: {
    runner: StepRunner;
    frame: RunFrame;
    learned: Learned;
    model: ModelName;
    schema: DataSchema | undefined;
    progress: Progress;
  },
): Promise<RunResult> {
  const { store, artifacts, clock } = deps;
  const packaging = packageModel(artifacts, {
    runId: frame.runId,
    createdAt: instant(clock),
  });
  const packaged = await (
    await runner.run(packaging, learned.handles, {
      datasetName: learned.record.name,
      datasetHash: learned.record.hash,
      nTrainRows: learned.delivered.nRows,
      seed: request.project.seed,
      primaryMetric: learned.metric,
      findings: learned.findings,
      ...(request.accepts === undefined ? {} : { accepts: request.accepts }),
      ...(schema === undefined
        ? {}
        : { serving: { schema, anomalies: request.project.serving.anomalies } }),
    })
  ).load();
  const { artifact } = packaged;
  const { registers } = request;
  const champion = await besideChampion(deps, frame, learned, { name: model, artifact, registers });
  const candidate = await candidateOf(deps, learned, {
    ...{ asked: request.project.gate, packaged, rival: champion.rival },
    origin: (await store.runs.find(frame.runId))?.tags ?? {},
  });
  const gate = await checkGates(candidate);
  if (gate.passed)
    await tightenRules(store, model, { runId: frame.runId, release: request.project.release });
  const registered = gate.passed
    ? await registerChampion(deps, frame, learned, { name: model, artifact, champion })
    : undefined;
  const version = registered?.version;
  await linkLineage(store, frame, learned, { artifact, version, tunes: request.tunes });

  progress.stage('Writing the report');
  const ended = {
    model,
    version: version?.version ?? null,
    advice: version?.advice ?? null,
    succession: registered?.succession ?? null,
    timings: runner.timings,
    durationMs: clock.now() - frame.startedAt,
    compared: leaderboardOf(learned),
    gate,
  };
  const reportHash = await attachArtifacts(deps, frame, {
    report: renderRunReport(frame, learned, request, ended),
    packaged,
    ...{ compared: ended.compared, gate },
  });
  return toRunResult(frame, learned, {
    ...ended,
    artifact: await artifacts.pathOf(artifact),
    roles: await pathsOf(artifacts, packaged.roles),
    report: join(await artifacts.pathOf(reportHash), REPORT_FILE),
  });
}

/** Where the artifacts of the models beside the champion are. */
async function pathsOf(
  artifacts: ArtifactStore,
  roles: Packaged['roles'],
): Promise<Partial<Record<Role, string>>> {
  const paths = Object.entries(roles).map(async ([role, { artifact }]) => [
    role,
    await artifacts.pathOf(artifact),
  ]);
  return Object.fromEntries(await Promise.all(paths));
}
