import { AppError } from '@kaizenml/contracts';
import type { VersionAt } from '../registry/store.ts';
import { type ReleaseStores, releaseState } from './release-state.ts';

/**
 * Refuses to release a version that lacks what the rules of its model ask for.
 *
 * @throws RELEASE_UNAPPROVED
 */
export async function assertReleasable(
  stores: ReleaseStores,
  { name, version }: VersionAt,
  releaser: string | null,
): Promise<void> {
  const { missing, rules, nApproved } = await releaseState(stores, { name, version }, releaser);
  if (missing.length === 0) return;
  throw new AppError('RELEASE_UNAPPROVED', {
    message: `Version ${version} of "${name}" must have what the rules of its model ask for before it is released, but ${missing.join(', and ')}.`,
    hint: `See what is missing with \`kaizen models approvals ${name} ${version}\`; others approve it with \`kaizen models approve ${name} ${version}\`.`,
    details: { name, version, missing, nApproved, ...rules },
  });
}
