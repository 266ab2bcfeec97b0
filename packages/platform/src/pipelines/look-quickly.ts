import { join } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { type ProjectInput, parseProject } from '@kaizenml/contracts/project';
import { getMetric } from '@kaizenml/ml/metrics';
import { silentProgress } from '../progress.ts';
import { renderQuickReport } from '../reports/index.ts';
import { REPORT_FILE } from './deliver.ts';
import type { QuickLook } from './honesty/quick-look.ts';
import { findSource, inRun, type OpenRun, type RunDeps, recordRun } from './in-run.ts';
import { type Posed, poseProblem } from './pose-problem.ts';
import { type QuickResult, quickRows } from './quick-result.ts';
import { parseBudget } from './read-project.ts';
import { isTableTask } from './row-task.ts';
import type { RunProjectOptions } from './run-project.ts';
import { quickLook } from './steps/quick-look.ts';
import type { TrainRequest } from './train-request.ts';

/** Wall time of a quick look at most. */
const MOST_MS = 60_000;

/**
 * Is it worth it? An answer within a minute, from the same file, target and settings as a run: a few candidates beside the
 * baselines, a learning curve, and what would help. Nothing is registered, and the test part stays untouched.
 *
 * @param project What a `kaizen.yaml` holds; of `search` its folds and workers, and its budget where that is below a minute. With
 * `trials` there is no clock, so that every machine gives the same answer.
 * @throws PROJECT_INVALID with every problem, ARGUMENT_INVALID without a target and for tasks of a whole table, and every code of reading and checking a table.
 */
export async function lookQuickly(
  deps: RunDeps,
  project: ProjectInput,
  {
    folder = process.cwd(),
    progress = silentProgress,
    signal = new AbortController().signal,
    startedAt,
  }: RunProjectOptions = {},
): Promise<QuickResult> {
  const parsed = parseProject(project, 'the project');
  const { task, target, search } = parsed;
  if (isTableTask(task)) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `A quick look is for a column that each row has an answer to, got the task \`${task}\`.`,
      hint: 'Run it without `--quick`: such a run takes little time by itself.',
      details: { task },
    });
  }
  if (target === undefined) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `A quick look needs the column to predict, got none (${parsed.data}).`,
      hint: 'Name it with `--target COL`, or as `target:` in kaizen.yaml.',
      details: { data: parsed.data },
    });
  }
  const asked = search.budget === undefined ? MOST_MS : parseBudget(search.budget);
  const budgetMs = search.trials === undefined ? Math.min(MOST_MS, asked) : undefined;
  const request = { project: parsed, target, folder, budgetMs, startedAt, progress, signal };
  const source = await findSource(deps, request);
  const runId = await recordRun(deps, request, {
    source,
    pid: process.pid,
    tags: { kind: 'quick-look' },
  });
  const work = (run: OpenRun) => look(deps, request, run);
  return inRun(deps, { ...request, runId }, { source, work });
}

async function look(deps: RunDeps, request: TrainRequest, run: OpenRun): Promise<QuickResult> {
  const { project } = request;
  const posed = await poseProblem(deps, request, run);
  const looked = await run.runner.run(
    quickLook(project.search.workers),
    { table: posed.table, validated: posed.validated, split: posed.split },
    { metric: posed.metric, seed: project.seed },
  );
  const seen = await looked.load();
  await posed.note(seen.findings);
  request.progress.stage('Writing the report');
  const result = await resultOf(deps, run, { posed, seen });
  const hash = await writeReport(deps, run, result);
  return { ...result, report: join(await deps.artifacts.pathOf(hash), REPORT_FILE) };
}

type Unreported = Omit<QuickResult, 'report'>;

async function resultOf(
  { clock }: RunDeps,
  { frame, runner }: OpenRun,
  { posed, seen }: { readonly posed: Posed; readonly seen: QuickLook },
): Promise<Unreported> {
  const { record, findings } = posed;
  const { task, target, why } = await posed.validated.load();
  const { metric, gain, worth, rows } = seen;
  const chosen = findings.find(({ code }) => code === 'METRIC_CHOSEN');
  return {
    run: frame.runId,
    dataset: { name: record.name, version: record.version, hash: record.hash, nRows: record.nRows },
    task,
    target,
    primaryMetric: metric,
    why: {
      task: why,
      metric: chosen?.message ?? `Models are compared by ${getMetric(metric).title}.`,
      ...(chosen?.hint !== undefined && { classes: chosen.hint }),
    },
    answer: worth.answer,
    sentence: worth.sentence,
    advice: worth.advice,
    score: gain?.estimate ?? null,
    baseline: gain ? { name: gain.baseline, value: gain.baselineValue } : null,
    gain: gain?.gain ?? null,
    shareOfTheWay: worth.shareOfTheWay,
    rows: rows ?? null,
    features: worth.features,
    nRowsLookedAt: seen.nRows,
    nTrainRows: seen.nTrainRows,
    candidates: quickRows(seen),
    findings,
    isRegistered: false,
    timings: runner.timings,
    durationMs: clock.now() - frame.startedAt,
  };
}

async function writeReport(
  { store, artifacts }: RunDeps,
  { frame }: OpenRun,
  { dataset, primaryMetric, why, score, baseline, ...result }: Unreported,
) {
  const report = renderQuickReport({
    ...result,
    run: {
      id: frame.runId,
      name: frame.title,
      startedAt: new Date(frame.startedAt).toISOString(),
      durationMs: result.durationMs,
    },
    dataset,
    metric: getMetric(primaryMetric),
    why: Object.values(why),
    nRows: result.nRowsLookedAt,
    value: score,
    baseline: baseline?.value ?? null,
  });
  const stored = await artifacts.putFolder({ [REPORT_FILE]: report });
  await store.runs.addArtifact(frame.runId, { name: 'report', ...stored });
  return stored.hash;
}
