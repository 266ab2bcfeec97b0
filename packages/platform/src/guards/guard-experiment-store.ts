import type { ExperimentStore } from '../experiments/store.ts';
import type { TrackedExperiments } from '../tracking/store.ts';
import { inBoth } from './in-both.ts';
import { assertEverywhere, experimentAt } from './things.ts';
import { allowed, narrowed } from './under-rights.ts';

/** Our own experiments as an account sees them. */
export function guardExperimentStore(
  experiments: ExperimentStore,
  tracked: TrackedExperiments,
): ExperimentStore {
  return {
    ensure: allowed(experiments, 'ensure', (rights) => assertEverywhere(rights, 'write')),
    find: narrowed(experiments, 'find', async (rights, name) => {
      const id = (await tracked.findByName(name))?.id;
      return id !== undefined && rights.has('read', experimentAt(id))
        ? experiments.find(name)
        : undefined;
    }),
    list: narrowed(experiments, 'list', async (rights, page, asked) => {
      const among = inBoth(asked, rights.readable('experiment'));
      return among?.size === 0 ? { items: [] } : experiments.list(page, among);
    }),
  };
}
