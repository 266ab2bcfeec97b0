import { asId, type ModelName } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import type { RegistryStore } from './registry/index.ts';

export const renameModel =
  (registry: RegistryStore): MachineHandler<Operations['models']['rename']> =>
  async ({ name: was, to, note }, machine, visit) => {
    const reason = { by: 'person', who: whoAsks(machine, visit), why: note } as const;
    const change = { to: asId<ModelName>(to), reason };
    const { name } = await registry.renameModel(asId<ModelName>(was), change);
    return { name, was };
  };
