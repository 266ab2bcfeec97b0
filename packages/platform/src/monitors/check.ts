import { AppError, asId, type ModelName, type Row } from '@kaizenml/contracts';
import type { Handler, Operations, OutputOf } from '@kaizenml/contracts/operations';
import { type Column, tableFromRows } from '@kaizenml/ml/table';
import { assertEndpoint, type EndpointStore } from '../endpoints/index.ts';
import { type Clock, instant } from '../kit/index.ts';
import {
  type ModelCache,
  type ModelStore,
  nameOf,
  openReadable,
  resolveModel,
} from '../models/index.ts';
import type { LoggedRequest, PredictionLog } from '../predictions/log.ts';
import { answerColumn } from './answer-column.ts';
import { checkColumn, type Thresholds } from './check-column.ts';
import { rowWeights } from './row-weights.ts';

/** Fewest logged rows that say anything. */
export const MIN_ROWS = 30;

type Report = OutputOf<Operations['monitors']['check']>;

/** What a check stands on. */
export interface CheckDeps {
  readonly store: ModelStore;
  readonly models: ModelCache;
  readonly endpoints: Pick<EndpointStore, 'find'>;
  readonly predictionLog: PredictionLog;
  readonly clock: Clock;
}

/**
 * Compares the newest logged rows of an endpoint with the training data of the version that answers now.
 *
 * Only rows that this version answered count: an older one may have read other columns. Columns that the log does not keep as
 * they were cannot be compared, and are left out. Rows of which a policy logs a share, or a rollout dealt out a share, count for
 * those that they stand for.
 */
export const checkMonitor =
  ({
    store,
    models,
    endpoints,
    predictionLog,
    clock,
  }: CheckDeps): Handler<Operations['monitors']['check']> =>
  async ({ endpoint, last, psi, missingShift }) => {
    await assertEndpoint(store, endpoint);
    const resolved = await resolveModel(store, endpoint);
    const { name, version } = resolved;
    const logged = await predictionLog.newest(endpoint, last);
    const answered = logged.filter((request) => request.version === version);
    const nCurrent = Math.min(
      last,
      answered.reduce((sum, { rows }) => sum + rows.length, 0),
    );
    assertHeard(endpoint, version, nCurrent);
    const { model, explain } = await openReadable(models, nameOf(resolved));
    const { redact = {} } = (await endpoints.find(asId<ModelName>(endpoint)))?.log ?? {};
    const rows = answered.flatMap((request) => [...request.rows]).slice(0, last);
    const columns = columnsOf(model.signature, rows, answered, last);
    const thresholds: Thresholds = { psi, missingShift };
    const weights = rowWeights(answered)?.slice(0, last);
    const compared = explain.reference.flatMap((reference): Report['columns'] => {
      const column = columns.get(reference.column);
      if (column === undefined || Object.hasOwn(redact, reference.column)) return [];
      const role = reference.column === model.signature.output.name ? 'prediction' : 'input';
      return [{ ...checkColumn(reference, column, { ...thresholds, weights }), role }];
    });
    const nDrifted = compared.filter(({ status }) => status === 'drift').length;
    return {
      endpoint,
      model: name,
      version,
      checkedAt: instant(clock),
      nReference: Math.max(0, ...explain.reference.map(({ nRows }) => nRows)),
      nCurrent,
      status: nDrifted > 0 ? 'drift' : 'ok',
      nDrifted,
      thresholds: { psi, missingShift },
      columns: compared.sort(
        (a, b) => Number(b.status === 'drift') - Number(a.status === 'drift') || b.psi - a.psi,
      ),
    };
  };

function columnsOf(
  signature: {
    readonly inputs: Parameters<typeof tableFromRows>[0];
    readonly output: { readonly name: string };
  },
  rows: readonly Row[],
  answered: readonly LoggedRequest[],
  last: number,
): Map<string, Column> {
  const { columns } = tableFromRows(signature.inputs, rows);
  const answers = answered
    .flatMap(({ predictions }) => predictions.map(({ prediction }) => prediction))
    .slice(0, last);
  return new Map(
    [...columns, answerColumn(signature.output.name, answers)].map((column) => [
      column.name,
      column,
    ]),
  );
}

function assertHeard(endpoint: string, version: number, nRows: number): void {
  if (nRows >= MIN_ROWS) return;
  throw new AppError('ENDPOINT_SILENT', {
    message: `Endpoint "${endpoint}" must have answered at least ${MIN_ROWS} rows with version ${version} to be checked, got ${nRows}.`,
    hint: `Send rows to POST /api/v1/models/${endpoint}/predict, then check again.`,
    details: { endpoint, version, nRows, minRows: MIN_ROWS },
  });
}
