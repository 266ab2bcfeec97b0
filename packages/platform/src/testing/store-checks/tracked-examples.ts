import type { MetricPoint, TrackedRun, TrackedRuns } from '../../tracking/store.ts';

/** An id that no experiment has. */
export const NO_EXPERIMENT = '987654321';

/** A run of the experiment `Default`. */
export function aTrackedRun(
  changes: Partial<Parameters<TrackedRuns['create']>[0]> = {},
): Parameters<TrackedRuns['create']>[0] {
  return {
    experimentId: '0',
    name: 'nimble-newt',
    user: 'ada',
    startedAtMs: 1_700_000_000_000,
    tags: {},
    ...changes,
  };
}

/** A point of the metric `loss` at step and time `i`. */
export function aPoint(i: number, changes: Partial<MetricPoint> = {}): MetricPoint {
  return { key: 'loss', value: 1 / (i + 1), atMs: 1_700_000_000_000 + i, step: i, ...changes };
}

/** A run with its lists in one order, for comparisons. */
export function inOrder(run: TrackedRun | undefined): TrackedRun | undefined {
  if (run === undefined) return undefined;
  const byKey = (a: MetricPoint, b: MetricPoint) => (a.key < b.key ? -1 : 1);
  return { ...run, metrics: [...run.metrics].sort(byKey) };
}

/** What a search for every run of an experiment asks. */
export const EVERY_RUN = { experimentIds: ['0'], orders: [], lifecycle: 'active' } as const;
