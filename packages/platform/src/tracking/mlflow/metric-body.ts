import type { MetricPoint } from '../store.ts';

/** A point as the protocol tells it. @param runId Where the answer is about several runs. */
export function metricBody(point: MetricPoint, runId?: string): object {
  const { key, value, atMs, step, modelId, dataset } = point;
  return {
    key,
    value: numberBody(value),
    timestamp: atMs,
    step,
    ...(runId === undefined ? {} : { run_id: runId }),
    ...(modelId === undefined ? {} : { model_id: modelId }),
    ...(dataset === undefined
      ? {}
      : { dataset_name: dataset.name, dataset_digest: dataset.digest }),
  };
}

/** A number as JSON has it, and as its name where JSON has none. */
function numberBody(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}
