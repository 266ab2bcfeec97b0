import { AppError, type TableTask } from '@kaizenml/contracts';
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
 * @throws ARGUMENT_INVALID for candidates of a task that has none, and every code of the pipeline
 */
export function runTask(
  deps: RunDeps,
  request: TrainRequest,
): Promise<RunResult | TableTaskResult> {
  const { task, search } = request.project;
  if (!isTableTask(task)) return train(deps, request);
  if (search.trials !== undefined) throw noTrials(task, search.trials);
  return RUNS[task](deps, request);
}

function noTrials(task: TableTask, trials: number): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `The task \`${task}\` has no candidates to count, got ${trials} trials.`,
    hint: 'Leave `--trials` out: the same data and seed give the same result without it.',
    details: { task, trials },
  });
}
