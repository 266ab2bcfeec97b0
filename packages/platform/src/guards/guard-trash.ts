import { experimentNotFound, runNotFound } from '../storage/index.ts';
import type { TrackingStore, Trash } from '../tracking/store.ts';
import { assertLoggedModels } from './guard-logged-models.ts';
import { assertAt, assertEverywhere, experimentAt } from './things.ts';
import { allowed } from './under-rights.ts';

/** What was deleted, as an account sees it: an administrator of an experiment takes away what was in it; all of it at once, one of everything. */
export function guardTrash({
  trash,
  runs,
  models,
}: Pick<TrackingStore, 'trash' | 'runs' | 'models'>): Trash {
  return {
    list: allowed(trash, 'list', (rights) => assertEverywhere(rights, 'admin')),
    modelsOf: allowed(trash, 'modelsOf', async (rights, runId) => {
      const experiment = (await runs.experimentsOf([runId])).get(runId);
      const found = experiment === undefined ? undefined : experimentAt(experiment);
      assertAt(rights, 'admin', { found, notFound: () => runNotFound(runId) });
    }),
    purgeModel: allowed(trash, 'purgeModel', (rights, id) =>
      assertLoggedModels(models, rights, { role: 'admin', ids: [id] }),
    ),
    purgeExperiment: allowed(trash, 'purgeExperiment', (rights, id) =>
      assertAt(rights, 'admin', {
        found: experimentAt(id),
        notFound: () => experimentNotFound(id),
      }),
    ),
  };
}
