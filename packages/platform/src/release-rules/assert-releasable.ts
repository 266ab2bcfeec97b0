import { AppError, type ModelName } from '@kaizenml/contracts';
import { type ReleaseFacts, releaseState } from './release-state.ts';

/** Names one version. */
interface VersionAt {
  readonly name: ModelName;
  readonly version: number;
}

/**
 * Refuses to release a version that lacks what the rules of its model ask for.
 *
 * @param asked.releaser Who wants to release it; null where nobody is known.
 * @throws RELEASE_UNAPPROVED
 */
export function assertReleasable(
  { name, version }: VersionAt,
  { facts, releaser }: { readonly facts: ReleaseFacts; readonly releaser: string | null },
): void {
  const { missing, rules, nApproved } = releaseState(facts, releaser);
  if (missing.length === 0) return;
  throw new AppError('RELEASE_UNAPPROVED', {
    message: `Version ${version} of "${name}" must have what the rules of its model ask for before it is released, but ${missing.join(', and ')}.`,
    hint: `See what is missing with \`kaizen models approvals ${name} ${version}\`; others approve it with \`kaizen models approve ${name} ${version}\`.`,
    details: { name, version, missing, nApproved, ...rules },
  });
}
