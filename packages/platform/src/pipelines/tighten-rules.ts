import type { ModelName, RunId } from '@kaizenml/contracts';
import type { Project } from '@kaizenml/contracts/project';
import type { Store } from '../storage/store.ts';

/**
 * Makes the rules of a model as strict as a project says, never less strict: what people decided in the registry is not undone by a
 * file. A model that does not exist yet is registered.
 */
export async function tightenRules(
  { approvals, registry }: Pick<Store, 'approvals' | 'registry'>,
  name: ModelName,
  { runId, release }: { readonly runId: RunId; readonly release: Project['release'] },
): Promise<void> {
  const before = await approvals.rulesOf(name);
  const rules = {
    nApprovals: Math.max(before.nApprovals, release.approvals),
    isDescribed: before.isDescribed || release.description === 'required',
  };
  if (rules.nApprovals === before.nApprovals && rules.isDescribed === before.isDescribed) return;
  const reason = { by: 'run', source: runId, why: 'the project asks for it' } as const;
  if ((await registry.findModel(name)) === undefined) await registry.createModel({ name }, reason);
  await approvals.setRules(name, { rules, reason });
}
