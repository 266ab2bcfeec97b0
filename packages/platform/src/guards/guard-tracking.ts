import type { Own } from '../access/index.ts';
import type { TrackingStore } from '../tracking/store.ts';
import { guardExperiments } from './guard-experiments.ts';
import { guardLoggedModels } from './guard-logged-models.ts';
import { guardMetrics } from './guard-metrics.ts';
import { guardRuns } from './guard-runs.ts';
import { guardTrash } from './guard-trash.ts';

/**
 * Experiments, runs, metrics and logged models as an account sees them, whoever calls. Who has no rights of his own, such as the machine
 * itself, is kept from nothing.
 *
 * What may not be read is not there: it is in no list and is refused in the words for what does not exist, before anything is read of it.
 * What may be read and not changed is ACCESS_FORBIDDEN.
 */
export function guardTracking(
  tracking: TrackingStore,
  { own }: { readonly own: Own },
): TrackingStore {
  return {
    experiments: guardExperiments(tracking.experiments, own),
    runs: guardRuns(tracking),
    metrics: guardMetrics(tracking),
    models: guardLoggedModels(tracking.models),
    trash: guardTrash(tracking),
  };
}
