import { AppError, TABLE_TASKS, type TableTask } from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';
import { type AnomaliesRunResult, runAnomalies } from './anomalies/run-anomalies.ts';
import { type ClustersRunResult, runClusters } from './clusters/run-clusters.ts';
import { type ForecastRunResult, runForecast } from './forecast/run-forecast.ts';
import type { RunDeps } from './in-run.ts';
import { isTableTask } from './row-task.ts';
import type { RunResult } from './run-result.ts';
import { train } from './train.ts';
import type { TrainRequest } from './train-request.ts';

/** What comes of a run that learns from a table as a whole. */
export type TableTaskResult = ForecastRunResult | ClustersRunResult | AnomaliesRunResult;

const RUNS: Readonly<
  Record<TableTask, (deps: RunDeps, request: TrainRequest) => Promise<TableTaskResult>>
> = { forecast: runForecast, clusters: runClusters, anomalies: runAnomalies };

/**
 * Runs what a request asks for: each kind of task has its pipeline.
 *
 * @throws ARGUMENT_INVALID for what the task does not have, such as candidates or a target, and every code of the pipeline
 */
export function runTask(
  deps: RunDeps,
  request: TrainRequest,
): Promise<RunResult | TableTaskResult> {
  const { project } = request;
  const { task, search } = project;
  assertOwnFields(project);
  if (!isTableTask(task)) return train(deps, request);
  if (search.trials !== undefined) throw noTrials(task, search.trials);
  return RUNS[task](deps, request);
}

/** Refuses what is said of another task: it would change nothing. */
function assertOwnFields({ task, target, forecast, clusters, anomalies }: Project): void {
  const said: Readonly<Record<TableTask, unknown>> = {
    forecast: Object.values(forecast).find((value) => value !== undefined),
    clusters: clusters.count,
    anomalies: anomalies.share,
  };
  const other = TABLE_TASKS.find((one) => one !== task && said[one] !== undefined);
  if (other !== undefined)
    throw new AppError('ARGUMENT_INVALID', {
      message: `What is said of \`${other}\` is for the task \`${other}\`, got ${task === undefined ? 'no task' : `the task \`${task}\``}.`,
      hint: `Add \`--task ${other}\`, or leave it out.`,
      details: { task: task ?? null, other },
    });
  if ((task === 'clusters' || task === 'anomalies') && target !== undefined)
    throw new AppError('ARGUMENT_INVALID', {
      message: `The task \`${task}\` has no target, got "${target}".`,
      hint: 'Leave `--target` out; columns that rows shall not be compared by stand under `ignore` in kaizen.yaml.',
      details: { task, target },
    });
}

function noTrials(task: TableTask, trials: number): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `The task \`${task}\` has no candidates to count, got ${trials} trials.`,
    hint: 'Leave `--trials` out: the same data and seed give the same result without it.',
    details: { task, trials },
  });
}
