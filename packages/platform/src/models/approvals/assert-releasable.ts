import { assertReleasable as assertByFacts } from '../../release-rules/index.ts';
import type { VersionAt } from '../registry/store.ts';
import type { ApprovalStore } from './store.ts';

/**
 * Refuses a version that may not be released as things stand, before anybody goes to the length of proving it. The store asks again in
 * the transaction that releases it.
 *
 * @throws RELEASE_UNAPPROVED
 */
export async function assertReleasable(
  approvals: Pick<ApprovalStore, 'factsOf'>,
  at: VersionAt,
  releaser: string | null,
): Promise<void> {
  assertByFacts(at, { facts: await approvals.factsOf(at), releaser });
}
