import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Store } from '../storage/store.ts';
import type { DatasetDeps } from './ensure-version.ts';
import { getVersion } from './get-version.ts';
import { removeVersions } from './versions/remove-versions.ts';
import { usersOf } from './versions/users-of.ts';

const SHOWN_USERS = 5;

/** What removing needs. */
export interface RemoveDeps extends Pick<DatasetDeps, 'artifacts' | 'home'> {
  readonly store: Pick<Store, 'datasets' | 'lineage'>;
}

/** Removes a dataset, or one version of it, for good. */
export const removeDataset =
  (deps: RemoveDeps): Handler<Operations['datasets']['remove']> =>
  async ({ name: reference, force }) => {
    const { datasets } = deps.store;
    const found = await getVersion(datasets, reference);
    const isAll = reference === found.name;
    const doomed = isAll ? await datasets.versions(found.name) : [found];
    const users = force ? [] : await usersOf(deps.store, doomed);
    if (users.length > 0) throw inUse(reference, users);
    const freedBytes = await removeVersions(deps, doomed);
    return { removed: doomed.map(({ name, version }) => ({ name, version })), freedBytes };
  };

function inUse(reference: string, users: readonly string[]): AppError {
  const shown = users.slice(0, SHOWN_USERS).join(', ');
  const more = users.length > SHOWN_USERS ? ` and ${users.length - SHOWN_USERS} more` : '';
  return new AppError('DATASET_IN_USE', {
    message: `Dataset "${reference}" must be unused to be removed, got ${users.length} user${users.length === 1 ? '' : 's'}: ${shown}${more}.`,
    hint: 'Remove it all the same with `--force`: the lineage then keeps its hash without content.',
    details: { name: reference, users },
  });
}
