import { type Handler, type Operations, toMetricValue } from '@kaizenml/contracts/operations';
import type { TrackedRun, TrackingStore } from '../tracking/store.ts';
import { getTrackedRun, toStatus } from './tracked.ts';

/** Compares runs with the first of them. */
export const compareRuns =
  ({
    runs,
    experiments,
  }: Pick<TrackingStore, 'runs' | 'experiments'>): Handler<Operations['runs']['compare']> =>
  async ({ id, against }) => {
    const ids = [id, ...against.split(',')];
    const compared = await Promise.all(ids.map((one) => getTrackedRun(runs, one)));
    const shown = compared.map(async ({ id, name, status, experimentId }) => {
      const experiment = (await experiments.find(experimentId))?.name ?? experimentId;
      return { id, name, experiment, status: toStatus(status) };
    });
    return {
      runs: await Promise.all(shown),
      params: compareParams(compared),
      metrics: compareMetrics(compared),
    };
  };

function compareParams(runs: readonly TrackedRun[]) {
  return allKeys(runs.map(({ params }) => Object.keys(params))).map((key) => {
    const values = runs.map(({ params }) => params[key] ?? null);
    return { key, values, isSame: new Set(values).size === 1 };
  });
}

function compareMetrics(runs: readonly TrackedRun[]) {
  const measured = runs.map(
    ({ metrics }) => new Map(metrics.map(({ key, value }) => [key, value])),
  );
  return allKeys(measured.map((metrics) => [...metrics.keys()])).map((key) => {
    const numbers = measured.map((metrics) => metrics.get(key));
    return {
      key,
      values: numbers.map((value) => (value === undefined ? null : toMetricValue(value))),
      deltas: numbers.map((value) => difference(value, numbers[0])),
    };
  });
}

function difference(value: number | undefined, first: number | undefined): number | null {
  if (value === undefined || first === undefined) return null;
  const delta = value - first;
  return Number.isFinite(delta) ? delta : null;
}

/** Keys of any of the lists, by name. */
function allKeys(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())].sort();
}
