import type { Rights } from '../access/index.ts';
import { modelNotFound } from '../storage/index.ts';
import { assertAt, modelAt } from './things.ts';

/** Refuses who may not decide what callers of an endpoint get. @throws MODEL_NOT_FOUND, ACCESS_FORBIDDEN */
export function needsApprove(rights: Rights, { endpoint }: { readonly endpoint: string }): void {
  assertAt(rights, 'approve', {
    found: modelAt(endpoint),
    notFound: () => modelNotFound(endpoint, []),
  });
}
