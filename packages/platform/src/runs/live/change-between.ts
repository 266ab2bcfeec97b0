import { isDeepStrictEqual } from 'node:util';
import { toMetricValue } from '@kaizenml/contracts/operations';
import type { TrackedRun } from '../../tracking/store.ts';
import { toShown } from '../tracked.ts';
import type { RunChange } from './run-event.ts';

const PLAIN = ['status', 'endedAt', 'name', 'note', 'inputs', 'outputs'] as const;

/** What of a run is other than before; undefined where nothing is. */
export function changeBetween(before: TrackedRun, now: TrackedRun): RunChange | undefined {
  const shown = [toShown(before, ''), toShown(now, '')] as const;
  const plain = PLAIN.filter((key) => !isDeepStrictEqual(shown[0][key], shown[1][key]));
  const gone = Object.keys(before.tags).filter((key) => !(key in now.tags));
  const parts = {
    metrics: changedMetrics(before, now),
    params: changedOf(before.params, now.params),
    tags: {
      ...changedOf(before.tags, now.tags),
      ...Object.fromEntries(gone.map((key) => [key, null])),
    },
  };
  const change = {
    ...Object.fromEntries(plain.map((key) => [key, shown[1][key]])),
    ...Object.fromEntries(Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0)),
  };
  return Object.keys(change).length === 0 ? undefined : change;
}

function changedMetrics(before: TrackedRun, now: TrackedRun): NonNullable<RunChange['metrics']> {
  const known = new Map(before.metrics.map((point) => [point.key, point]));
  return Object.fromEntries(
    now.metrics
      .filter((point) => !isDeepStrictEqual(point, known.get(point.key)))
      .map(({ key, value, step, atMs }) => [
        key,
        { value: toMetricValue(value), step, at: new Date(atMs).toISOString() },
      ]),
  );
}

function changedOf(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(now).filter(([key, value]) => before[key] !== value));
}
