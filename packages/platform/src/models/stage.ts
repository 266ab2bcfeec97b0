import { asId, type ModelName } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import type { RegistryStore } from './registry/index.ts';
import { toRegisteredVersion } from './to-registered-version.ts';

export const stageVersion =
  (registry: RegistryStore): MachineHandler<Operations['models']['stage']> =>
  async ({ name, version, stage, archive: archivesOthers, note }, machine, visit) => {
    const reason = { by: 'person', who: whoAsks(machine, visit), why: note } as const;
    const at = { name: asId<ModelName>(name), version };
    return toRegisteredVersion(await registry.setStage(at, { stage, archivesOthers, reason }));
  };
