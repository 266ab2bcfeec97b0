import type { Rights } from '../access/index.ts';
import type { MetricHistories, TrackingStore } from '../tracking/store.ts';
import { assertRun } from './guard-runs.ts';
import { allowed } from './under-rights.ts';

/** Histories of metrics as an account sees them: those of runs that it may look at. */
export function guardMetrics({
  metrics,
  runs,
}: Pick<TrackingStore, 'metrics' | 'runs'>): MetricHistories {
  const needsRead = (rights: Rights, id: string) =>
    assertRun({ runs }, rights, { role: 'read', id });
  return {
    list: allowed(metrics, 'list', needsRead),
    history: allowed(metrics, 'history', needsRead),
    sample: allowed(metrics, 'sample', needsRead),
  };
}
