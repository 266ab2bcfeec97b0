import { asId, type ModelName } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../../at-machine.ts';
import { releaseState } from '../../release-rules/index.ts';
import { whoAsks } from '../../who-asks.ts';
import { getRegisteredVersion, type RegistryStore, type VersionAt } from '../registry/index.ts';
import type { ApprovalStore } from './store.ts';

/** What the operations on approvals stand on. */
export interface ApprovalDeps {
  readonly approvals: ApprovalStore;
  readonly registry: RegistryStore;
  /** Told after a change that may have ended a rollout. */
  readonly onChange: () => unknown;
}

/** Whether a version may be released by who asks, and who said what. */
export const showApprovals =
  (deps: ApprovalDeps): MachineHandler<Operations['models']['approvals']> =>
  async ({ name, version }, machine, visit) => {
    const at = { name: asId<ModelName>(name), version };
    await getRegisteredVersion(deps.registry, at);
    return toApprovals(deps, at, whoAsks(machine, visit));
  };

/** The approvals of a version as operations tell them. */
export async function toApprovals(
  deps: ApprovalDeps,
  at: VersionAt,
  releaser: string | null,
): Promise<OutputOf<Operations['models']['approvals']>> {
  const facts = await deps.approvals.factsOf(at);
  const { rules, verdicts, nApproved, missing } = releaseState(facts, releaser);
  return {
    ...{ name: at.name, version: at.version, rules: { ...rules } },
    verdicts: verdicts.map((verdict) => ({ ...verdict })),
    ...{ nApproved, isReleasable: missing.length === 0, missing: [...missing] },
  };
}
