import { AppError, asId, didYouMean, listNames, type ModelName } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import { getRegistered, type RegistryStore } from './registry/index.ts';

export const removeAlias =
  (registry: RegistryStore): MachineHandler<Operations['models']['unalias']> =>
  async ({ name: asked, alias, note }, machine, visit) => {
    const { name, aliases } = await getRegistered(registry, asId<ModelName>(asked));
    const reason = { by: 'person', who: whoAsks(machine, visit), why: note } as const;
    if (await registry.deleteAlias(name, { alias, reason })) return { name, alias };
    const known = Object.keys(aliases);
    throw new AppError('MODEL_ALIAS_NOT_FOUND', {
      message: `Model "${name}" has no alias "${alias}".`,
      hint:
        known.length === 0
          ? `Set one with \`kaizen models alias ${name} ${alias} VERSION\`.`
          : (didYouMean(alias, known) ?? `It has ${listNames(known)}.`),
      details: { model: name, alias, known },
    });
  };
