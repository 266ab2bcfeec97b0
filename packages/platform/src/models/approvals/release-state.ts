import type { RegistryStore, VersionAt } from '../registry/store.ts';
import type { ApprovalStore, ModelRules, Verdict } from './store.ts';

/** Whether a version may be released, and what is missing where it may not. */
export interface ReleaseState {
  readonly rules: ModelRules;
  readonly verdicts: readonly Verdict[];
  /** Approvals that count. */
  readonly nApproved: number;
  /** A sentence for each; empty where it may be released. */
  readonly missing: readonly string[];
}

/** What the state of a release is read from. */
export interface ReleaseStores {
  readonly approvals: Pick<ApprovalStore, 'rulesOf' | 'verdictsOf'>;
  readonly registry: Pick<RegistryStore, 'findModel' | 'findVersion'>;
}

/**
 * Holds a version against the rules of its model.
 *
 * @param releaser Who wants to release it; the approval of the same person does not count.
 */
export async function releaseState(
  { approvals, registry }: ReleaseStores,
  { name, version }: VersionAt,
  releaser: string | null,
): Promise<ReleaseState> {
  const rules = await approvals.rulesOf(name);
  const verdicts = await approvals.verdictsOf({ name, version });
  const counted = verdicts.filter(({ who, isApproval }) => isApproval && who !== releaser);
  const missing: string[] = [];
  for (const { who, why } of verdicts.filter(({ isApproval }) => !isApproval))
    missing.push(`${who} rejected it${why === null ? '' : `: "${why}"`}`);
  if (counted.length < rules.nApprovals)
    missing.push(
      `it has ${counted.length} of ${rules.nApprovals} approvals of people other than the one who releases it`,
    );
  if (rules.isDescribed) missing.push(...(await undescribed(registry, { name, version })));
  return { rules, verdicts, nApproved: counted.length, missing };
}

async function undescribed(
  registry: ReleaseStores['registry'],
  { name, version }: VersionAt,
): Promise<string[]> {
  const [model, own] = [
    await registry.findModel(name),
    await registry.findVersion({ name, version }),
  ];
  return [
    ...(isSaid(model?.description) ? [] : ['its model has no description']),
    ...(isSaid(own?.description) ? [] : ['it has no description']),
  ];
}

function isSaid(description: string | null | undefined): boolean {
  return (description ?? '').trim() !== '';
}
