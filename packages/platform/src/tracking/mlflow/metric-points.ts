import type { MetricPoint } from '../store.ts';
import { findText, toNumber, toWhole } from './fields.ts';
import { isMessage, type Message } from './message.ts';
import { assertName } from './names.ts';
import { invalidValue, missingValue } from './refusals.ts';

/** The points in a list of metrics. @throws REQUEST_INVALID */
export function readMetrics(list: readonly unknown[]): MetricPoint[] {
  return list.map((each, i) => {
    if (!isMessage(each)) throw invalidValue('metrics', list);
    return readMetric(each, `metrics[${i}].`);
  });
}

/**
 * The point that a metric of the protocol tells.
 *
 * @param within Where its fields stand, such as `metrics[0].`.
 * @throws REQUEST_INVALID
 */
export function readMetric(metric: Message, within: string): MetricPoint {
  const { key, value, timestamp, step } = metric;
  if (key === undefined || key === null || key === '') throw missingValue(`${within}key`);
  if (typeof key !== 'string') throw invalidValue(`${within}key`, key);
  assertName(key, `${within}key`);
  if (value === undefined || value === null || value === '') throw missingValue(`${within}value`);
  if (timestamp === undefined || timestamp === null) throw missingValue(`${within}timestamp`);
  const atMs = toWhole(timestamp, `${within}timestamp`);
  if (atMs < 0)
    throw invalidValue(`${within}timestamp`, timestamp, {
      reason: 'Timestamp must be a nonnegative long (64-bit integer).',
    });
  const point = {
    key,
    value: toNumber(value, `${within}value`),
    atMs,
    step: step === undefined || step === null ? 0 : toWhole(step, `${within}step`),
  };
  const { model_id: modelId, dataset_name: dataset } = metric;
  return modelId === undefined && dataset === undefined
    ? point
    : { ...point, ...readOrigin(metric, within) };
}

/** Of which model, and on which dataset, a metric was measured. */
function readOrigin(metric: Message, within: string): Pick<MetricPoint, 'modelId' | 'dataset'> {
  const modelId = findText(metric, 'model_id', { within });
  const name = findText(metric, 'dataset_name', { within });
  const digest = findText(metric, 'dataset_digest', { within }) ?? '';
  return {
    ...(modelId === undefined || modelId === '' ? {} : { modelId }),
    ...(name === undefined || name === '' ? {} : { dataset: { name, digest } }),
  };
}
