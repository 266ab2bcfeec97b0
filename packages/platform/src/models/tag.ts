import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import { parseModelOrVersion, type RegistryStore } from './registry/index.ts';
import { setTags } from './set-tags.ts';

export const tagModel =
  (registry: RegistryStore): MachineHandler<Operations['models']['tag']> =>
  async ({ name, key, value, note }, machine, visit) =>
    setTags(registry, parseModelOrVersion(name), {
      tags: Object.fromEntries([[key, value]]),
      reason: { by: 'person', who: whoAsks(machine, visit), why: note },
    });
