import { type AnomaliesReport, renderAnomaliesReport } from '../../reports/index.ts';
import { findSource, inRun, modelName, type OpenRun, type RunDeps } from '../in-run.ts';
import type { TrainRequest } from '../train-request.ts';
import { deliverRun, type RunTold } from '../whole-table/deliver-run.ts';
import { judgeLimits } from '../whole-table/judge-limits.ts';
import { packageRowsModel } from '../whole-table/package-rows-model.ts';
import { ignoredColumns, readRows } from '../whole-table/read-rows.ts';
import type { TableRunResult } from '../whole-table/table-run-result.ts';
import { ANOMALY_TARGET, anomalyModel } from './anomaly-model.ts';
import { type AnomalousRow, type FoundAnomalies, findAnomalies } from './find-anomalies.ts';

/** What `kaizen run --task anomalies --json` prints. */
export interface AnomaliesRunResult extends TableRunResult {
  readonly task: 'anomalies';
  readonly anomalies: {
    readonly detector: string;
    readonly nFlagged: number;
    /** Rows that would be flagged were all ordinary. */
    readonly nExpected: number;
    /** Most unusual first. */
    readonly strongest: readonly AnomalousRow[];
    readonly columns: FoundAnomalies['columns'];
    readonly leftOut: FoundAnomalies['leftOut'];
  };
}

/**
 * Unusual rows: ingest → profile → anomalies → fit → package → register → report.
 *
 * @throws every code of reading a table; COLUMN_UNKNOWN, FEATURES_UNUSABLE, DISK_FULL
 */
export async function runAnomalies(
  deps: RunDeps,
  asked: TrainRequest,
): Promise<AnomaliesRunResult> {
  const request = { ...asked, target: 'anomalies' };
  const source = await findSource(deps, request);
  return inRun(deps, request, { source, work: (run) => work(deps, request, run) });
}

async function work(
  deps: RunDeps,
  request: TrainRequest,
  run: OpenRun,
): Promise<AnomaliesRunResult> {
  const { project } = request;
  const { seed, ignore, gate } = project;
  const { runner, frame, source } = run;
  const { record, table, findings, note } = await readRows(deps, run, ignoredColumns(project));
  const searched = await runner.run(
    findAnomalies,
    { table },
    { ...project.anomalies, share: project.anomalies.share, ignore, seed },
  );
  const found = await searched.load();
  await note(found.findings);
  await deps.store.runs.logMetrics(frame.runId, found.metrics);
  const fitted = await runner.run(anomalyModel, { table, found: searched }, { seed });
  const primaryMetric = 'share_flagged';
  const packing = packageRowsModel(deps.artifacts, {
    runId: frame.runId,
    createdAt: new Date(deps.clock.now()).toISOString(),
  });
  const packed = await runner.run(
    packing,
    { model: fitted },
    {
      datasetName: record.name,
      datasetHash: record.hash,
      nTrainRows: record.nRows,
      seed,
      primaryMetric,
      findings,
    },
  );
  const reasons = judgeLimits(found.metrics, gate);
  const outcome = {
    task: 'anomalies' as const,
    target: ANOMALY_TARGET,
    model: modelName(request, source),
    estimator: 'unusual-rows',
    record,
    stored: await packed.load(),
    primaryMetric,
    metrics: found.metrics,
    findings,
    gate: { passed: reasons.length === 0, reasons },
  };
  const report = (told: RunTold) =>
    renderAnomaliesReport(toReport(told, found, { record, findings, gate: outcome.gate, seed }));
  const result = await deliverRun(deps, run, { outcome, report });
  const { nFlagged, nExpected, strongest, columns, leftOut, model } = found;
  const anomalies = {
    detector: model.detector,
    nFlagged,
    nExpected,
    strongest,
    columns,
    leftOut,
  };
  return { ...result, task: 'anomalies', anomalies };
}

function toReport(
  run: RunTold,
  found: FoundAnomalies,
  {
    record: { name, version, hash, nRows },
    ...rest
  }: Pick<AnomaliesReport, 'findings' | 'gate' | 'seed'> & {
    readonly record: AnomaliesReport['dataset'];
  },
): AnomaliesReport {
  return {
    run,
    dataset: { name, version, hash, nRows },
    ...rest,
    detector: found.model.detector,
    nFlagged: found.nFlagged,
    nExpected: found.nExpected,
    thresholdShare: found.thresholdShare,
    strongest: found.strongest,
    histogram: found.histogram,
    columns: found.columns,
    leftOut: found.leftOut,
    metrics: found.metrics,
  };
}
