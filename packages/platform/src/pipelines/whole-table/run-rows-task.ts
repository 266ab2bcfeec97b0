import { askRows } from '../ask-rows.ts';
import { findSource, inRun, modelName, type OpenRun, type RunDeps } from '../in-run.ts';
import type { TrainRequest } from '../train-request.ts';
import { type EarlySandbox, withEarlySandbox } from '../with-early-sandbox.ts';
import { championStays } from './champion-stays.ts';
import { deliverRun } from './deliver-run.ts';
import { ignoredColumns } from './named-columns.ts';
import { packRun } from './pack-run.ts';
import { packageRowsModel } from './package-rows-model.ts';
import { readRows } from './read-rows.ts';
import type { FoundInRows, RowsTask } from './rows-task.ts';
import type { TableRunResult } from './table-run-result.ts';

/** What came of a task without a target. */
export interface RowsRun<Found> {
  readonly result: TableRunResult;
  readonly found: Found;
}

/**
 * Runs a task without a target: ingest → profile → find → fit → package → register → report.
 *
 * @throws every code of reading a table; COLUMN_UNKNOWN, DISK_FULL, and every code of the step that finds
 */
export async function runRowsTask<Params, Found extends FoundInRows>(
  deps: RunDeps,
  asked: TrainRequest,
  described: RowsTask<Params, Found>,
): Promise<RowsRun<Found>> {
  const request = { ...asked, target: described.task };
  const source = await findSource(deps, request);
  const work = (run: OpenRun) =>
    withEarlySandbox((early) => findInRows(deps, request, { ...run, early }, described));
  return inRun(deps, request, { source, work });
}

async function findInRows<Params, Found extends FoundInRows>(
  deps: RunDeps,
  request: TrainRequest,
  run: OpenRun & { readonly early: EarlySandbox },
  described: RowsTask<Params, Found>,
): Promise<RowsRun<Found>> {
  const { project } = request;
  const { seed } = project;
  const { task, target, estimator, primaryMetric } = described;
  const { runner, frame, source, early } = run;
  const read = await readRows(deps, run, ignoredColumns(project));
  const { table, record, findings, note } = read;
  early.start();
  const searched = await runner.run(described.find, { table }, described.paramsOf(project));
  const found = await searched.load();
  const { metrics } = found;
  await note(found.findings);
  await deps.store.runs.logMetrics(frame.runId, metrics);

  const { noModel, besideGuessing } = described.judge(found);
  const pack = async () => {
    const model = await runner.run(described.model, { table, found: searched }, { seed });
    const about = { nTrainRows: record.nRows, seed, primaryMetric };
    return packRun(deps, run, packageRowsModel, { inputs: { model }, read, about });
  };
  const result = await deliverRun({ ...deps, sandbox: early.find() }, run, {
    outcome: {
      project,
      task,
      target,
      model: modelName(request, source),
      estimator,
      record,
      stored: noModel ?? (await pack()),
      primaryMetric,
      metrics,
      findings,
      besideGuessing,
      succession: championStays(described.whyNotCompared),
      open: (artifact) => askRows(deps.artifacts, artifact),
      seed,
    },
    report: (about) => described.report(about, found),
  });
  return { result, found };
}
