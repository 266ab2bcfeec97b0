import { renderAnomaliesReport } from '../../reports/index.ts';
import type { RunDeps } from '../in-run.ts';
import type { TrainRequest } from '../train-request.ts';
import type { RowsTask } from '../whole-table/rows-task.ts';
import { runRowsTask } from '../whole-table/run-rows-task.ts';
import type { TableRunResult } from '../whole-table/table-run-result.ts';
import { ANOMALY_TARGET, anomalyModel } from './anomaly-model.ts';
import {
  type AnomaliesParams,
  type AnomalousRow,
  type FoundAnomalies,
  findAnomalies,
} from './find-anomalies.ts';

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

const ANOMALIES: RowsTask<AnomaliesParams, FoundAnomalies> = {
  task: 'anomalies',
  target: ANOMALY_TARGET,
  estimator: 'unusual-rows',
  primaryMetric: 'share_flagged',
  find: findAnomalies,
  paramsOf: ({ anomalies: { detector, share }, ignore, seed }) => ({
    detector,
    share,
    ignore,
    seed,
  }),
  model: anomalyModel,
  judge: () => ({ besideGuessing: [] }),
  whyNotCompared:
    'Nobody said which rows are unusual, so nothing says which of two models finds them better, and a threshold on the scores of one means other rows with the other. Whoever asks for the new one makes it the champion.',
  report(about, { model, ...found }) {
    const { nFlagged, nExpected, thresholdShare, strongest, histogram, columns, leftOut } = found;
    return renderAnomaliesReport({
      ...about,
      detector: model.detector,
      nFlagged,
      nExpected,
      thresholdShare,
      strongest,
      histogram,
      columns,
      leftOut,
    });
  },
};

/**
 * Unusual rows: ingest → profile → anomalies → fit → package → register → report.
 *
 * @throws every code of reading a table; COLUMN_UNKNOWN, FEATURES_UNUSABLE, DISK_FULL
 */
export async function runAnomalies(
  deps: RunDeps,
  request: TrainRequest,
): Promise<AnomaliesRunResult> {
  const { result, found } = await runRowsTask(deps, request, ANOMALIES);
  const { nFlagged, nExpected, strongest, columns, leftOut, model } = found;
  const { detector } = model;
  return {
    ...result,
    task: 'anomalies',
    anomalies: { detector, nFlagged, nExpected, strongest, columns, leftOut },
  };
}
