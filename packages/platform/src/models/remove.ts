import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import { parseModelOrVersion, type RegistryStore } from './registry/index.ts';

export const removeModel =
  (registry: RegistryStore): MachineHandler<Operations['models']['remove']> =>
  async ({ name: asked, note }, machine, visit) => {
    const { name, version } = parseModelOrVersion(asked);
    const reason = { by: 'person', who: whoAsks(machine, visit), why: note } as const;
    const isWhole = version === undefined;
    const { versions, aliases } = isWhole
      ? await registry.deleteModel(name, reason)
      : await registry.deleteVersion({ name, version }, reason);
    return { name, versions: [...versions], aliases: [...aliases], isWhole };
  };
