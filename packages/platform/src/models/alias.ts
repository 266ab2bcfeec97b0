import { asId, type ModelName } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import { getRegistered, getRegisteredVersion, type RegistryStore } from './registry/index.ts';
import { toSummary } from './to-summary.ts';

/** Points an alias at a version that has proven that it answers, and is open. */
export const pointAlias =
  (registry: RegistryStore): MachineHandler<Operations['models']['alias']> =>
  async ({ name: asked, alias, version, note }, machine, visit) => {
    const name = asId<ModelName>(asked);
    await getRegisteredVersion(registry, { name, version });
    const reason = { by: 'person', who: whoAsks(machine, visit), why: note } as const;
    await registry.setAlias(name, { alias, version, reason });
    return toSummary(await getRegistered(registry, name));
  };
