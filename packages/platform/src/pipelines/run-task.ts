import type { TableTask } from '@kaizenml/contracts';
import { type AnomaliesRunResult, runAnomalies } from './anomalies/run-anomalies.ts';
import { assertOwnFields } from './assert-own-fields.ts';
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
  const { task } = project;
  assertOwnFields(project);
  return isTableTask(task) ? RUNS[task](deps, request) : train(deps, request);
}
