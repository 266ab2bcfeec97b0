import type { RegistryStore } from '../../../models/registry/store.ts';
import type { TableContext } from '../context.ts';
import { registryAliases } from './aliases.ts';
import { registryDeletions } from './deletion.ts';
import { registeredModels } from './models.ts';
import { registeredVersions } from './versions.ts';

/** The registry in tables. */
export function registryTable(context: TableContext): RegistryStore {
  return {
    ...registeredModels(context),
    ...registeredVersions(context),
    ...registryAliases(context),
    ...registryDeletions(context),
  };
}
