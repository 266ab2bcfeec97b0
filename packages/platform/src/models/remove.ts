import type { ArtifactHash } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import { type FreeParts, freeArtifacts } from '../artifacts/index.ts';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import { type ModelOrVersion, parseModelOrVersion, type RegistryStore } from './registry/index.ts';
import type { ModelStore } from './store.ts';

/** What taking models and versions away stands on. */
export interface RemoveDeps extends FreeParts {
  readonly registry: RegistryStore;
  readonly models: Pick<ModelStore, 'versions'>;
}

/** Takes a version or a model away, and artifacts that nothing needs any more from the disk. */
export const removeModel =
  (deps: RemoveDeps): MachineHandler<Operations['models']['remove']> =>
  async ({ name: asked, note }, machine, visit) => {
    const { registry } = deps;
    const { name, version } = parseModelOrVersion(asked);
    const reason = { by: 'person', who: whoAsks(machine, visit), why: note } as const;
    const hashes = await artifactsOf(deps, { name, version });
    const isWhole = version === undefined;
    const { versions, aliases } = isWhole
      ? await registry.deleteModel(name, reason)
      : await registry.deleteVersion({ name, version }, reason);
    const freed = await freeArtifacts(deps, { hashes });
    return {
      ...{ name, versions: [...versions], aliases: [...aliases], isWhole },
      artifacts: { ...freed, left: freed.left.map((each) => ({ ...each, why: [...each.why] })) },
    };
  };

async function artifactsOf(
  { models }: RemoveDeps,
  { name, version: only }: ModelOrVersion,
): Promise<readonly ArtifactHash[]> {
  const versions = await models.versions(name);
  return versions
    .filter(({ version }) => only === undefined || version === only)
    .map(({ artifact }) => artifact);
}
