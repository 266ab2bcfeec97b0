import { AppError, type ModelName } from '@kaizenml/contracts';
import { assertReleasable } from '../approvals/assert-releasable.ts';
import type { ApprovalStore } from '../approvals/store.ts';
import type { ReleaseGate } from '../release.ts';
import { CHAMPION } from '../resolve-model.ts';
import type { RegistryStore, VersionAt } from './store.ts';

/** What the rules of the registry stand on. */
export interface GuardDeps {
  readonly registry: RegistryStore;
  readonly approvals: Pick<ApprovalStore, 'factsOf'>;
  readonly release: Pick<ReleaseGate, 'pass'>;
  /** Told after every change of what endpoints may answer with. */
  readonly onChange: () => unknown;
}

/**
 * The registry with its rules, whoever writes: a version that answers here is proven before an alias points at it, and what
 * answers requests is not taken away.
 *
 * @throws Besides what the registry throws: RELEASE_REFUSED, MODEL_IN_USE
 */
export function guardRegistry({
  registry,
  approvals,
  release,
  onChange,
}: GuardDeps): RegistryStore {
  const told = async <Result>(work: Promise<Result>): Promise<Result> => {
    const result = await work;
    await onChange();
    return result;
  };
  const assertNotChampion = async ({ name, version }: VersionAt): Promise<void> => {
    const found = await registry.findVersion({ name, version });
    if (found?.artifact && found.aliases.includes(CHAMPION)) throw inUse(name, version);
  };
  return {
    ...registry,
    async setAlias(name, change) {
      const found = await registry.findVersion({ name, version: change.version });
      if (found !== undefined && change.alias === CHAMPION)
        await assertReleasable(approvals, found, change.reason.who ?? null);
      if (found?.artifact) await release.pass({ name, artifact: found.artifact });
      await told(registry.setAlias(name, change));
    },
    describeModel: (name, change) => told(registry.describeModel(name, change)),
    describeVersion: (at, change) => told(registry.describeVersion(at, change)),
    deleteAlias: (name, change) => told(registry.deleteAlias(name, change)),
    renameModel: (name, change) => told(registry.renameModel(name, change)),
    async deleteModel(name, reason) {
      const model = await registry.findModel(name);
      const champion = model?.aliases[CHAMPION];
      if (champion !== undefined) await assertNotChampion({ name, version: champion });
      return told(registry.deleteModel(name, reason));
    },
    async deleteVersion(at, reason) {
      await assertNotChampion(at);
      return told(registry.deleteVersion(at, reason));
    },
    createVersion: (version, reason) => told(registry.createVersion(version, reason)),
  };
}

function inUse(name: ModelName, version: number): AppError {
  return new AppError('MODEL_IN_USE', {
    message: `Version ${version} of "${name}" must not answer requests when it is deleted, but it is the champion.`,
    hint: `Point the alias at another version with \`kaizen models alias ${name} ${CHAMPION} VERSION\`, or take it away with \`kaizen models unalias ${name} ${CHAMPION}\`.`,
    details: { name, version, alias: CHAMPION },
  });
}
