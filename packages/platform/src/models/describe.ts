import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import { parseModelOrVersion, type RegistryStore } from './registry/index.ts';

export const describeModel =
  (registry: RegistryStore): MachineHandler<Operations['models']['describe']> =>
  async ({ name: asked, description: text, note }, machine, visit) => {
    const { name, version } = parseModelOrVersion(asked);
    const reason = { by: 'person', who: whoAsks(machine, visit), why: note } as const;
    const change = { description: text === '' ? null : text, reason };
    const { description } =
      version === undefined
        ? await registry.describeModel(name, change)
        : await registry.describeVersion({ name, version }, change);
    return { name, version: version ?? null, description };
  };
