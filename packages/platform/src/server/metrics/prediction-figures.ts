import type { ErrorCode } from '@kaizenml/contracts';
import { type Counter, createCounters } from './counters.ts';
import { remembered } from './remembered.ts';

/** A request for predictions that was answered. */
export interface AnsweredRows {
  readonly endpoint: string;
  readonly version: number;
  readonly nRows: number;
  /** From the headers to now, milliseconds. */
  readonly requestMs: number;
  /** Wait for a place, milliseconds. */
  readonly queueMs: number;
  /** Work of the model and of the prediction log, milliseconds. */
  readonly computeMs: number;
}

/** Predictions by endpoint and version, under our names and under those of Triton. */
export interface PredictionFigures {
  answered(request: AnsweredRows): void;
  /** Counts a request that failed; of an endpoint that has never answered nothing is counted, since its name is anyone's. */
  failed(endpoint: string, code: ErrorCode): void;
  text(): string;
}

interface Series {
  readonly rows: Counter;
  readonly success: Counter;
  readonly count: Counter;
  readonly execs: Counter;
  readonly requestUs: Counter;
  readonly queueUs: Counter;
  readonly computeUs: Counter;
}

type Reason = 'REJECTED' | 'CANCELED' | 'BACKEND' | 'OTHER';

/** What Triton calls our failures; every other is one of the request: `OTHER`. */
const REASONS: Readonly<Partial<Record<ErrorCode, Reason>>> = {
  SERVER_BUSY: 'REJECTED',
  RATE_LIMITED: 'REJECTED',
  ANSWER_TIMEOUT: 'CANCELED',
  INTERNAL: 'BACKEND',
  ARTIFACT_DAMAGED: 'BACKEND',
  DISK_FULL: 'BACKEND',
  HOME_NOT_WRITABLE: 'BACKEND',
};

/**
 * Figures without a prediction yet.
 *
 * @source Triton Inference Server, "Metrics": names and labels of `nv_inference_*`, cumulative microseconds.
 */
export function createPredictionFigures(): PredictionFigures {
  const families = {
    rows: createCounters('kaizen_predictions_total', 'Rows answered by endpoint and version.'),
    success: createCounters('nv_inference_request_success', 'Requests that were answered.'),
    count: createCounters('nv_inference_count', 'Rows that were answered.'),
    execs: createCounters('nv_inference_exec_count', 'Calls of the model.'),
    requestUs: createCounters('nv_inference_request_duration_us', 'Time of requests, summed.'),
    queueUs: createCounters('nv_inference_queue_duration_us', 'Wait for a place, summed.'),
    computeUs: createCounters(
      'nv_inference_compute_infer_duration_us',
      'Time of the model and the prediction log, summed.',
    ),
  };
  const failures = createCounters('nv_inference_request_failure', 'Requests that failed.');
  const seriesOf = new Map<string, Map<number, Series>>();
  const failuresOf = new Map<string, Map<Reason, Counter>>();
  const createSeries = (endpoint: string, version: number): Series => {
    const ofModel = { model: endpoint, version };
    const { rows, ...triton } = families;
    return {
      rows: rows.create({ endpoint, version }),
      success: triton.success.create(ofModel),
      count: triton.count.create(ofModel),
      execs: triton.execs.create(ofModel),
      requestUs: triton.requestUs.create(ofModel),
      queueUs: triton.queueUs.create(ofModel),
      computeUs: triton.computeUs.create(ofModel),
    };
  };
  return {
    answered({ endpoint, version, nRows, requestMs, queueMs, computeMs }) {
      const versions = remembered(seriesOf, endpoint, () => new Map<number, Series>());
      const series = remembered(versions, version, () => createSeries(endpoint, version));
      series.rows.value += nRows;
      series.count.value += nRows;
      series.success.value++;
      series.execs.value++;
      series.requestUs.value += Math.round(requestMs * 1000);
      series.queueUs.value += Math.round(queueMs * 1000);
      series.computeUs.value += Math.round(computeMs * 1000);
    },
    failed(endpoint, code) {
      if (!seriesOf.has(endpoint)) return;
      const reason = REASONS[code] ?? 'OTHER';
      const reasons = remembered(failuresOf, endpoint, () => new Map<Reason, Counter>());
      remembered(reasons, reason, () => failures.create({ model: endpoint, reason })).value++;
    },
    text: () => [...Object.values(families), failures].map((family) => family.text()).join(''),
  };
}
