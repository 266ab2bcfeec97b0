import type { ModelName } from '@kaizenml/contracts';
import type { Rights, Role } from '../access/index.ts';
import type { ApprovalStore } from '../models/approvals/store.ts';
import { modelNotFound } from '../storage/index.ts';
import { assertAt, modelAt } from './things.ts';
import { allowed } from './under-rights.ts';

/** Rules and verdicts as an account sees them: who approves need not write, and who makes the rules is `admin` of the model. */
export function guardApprovals(approvals: ApprovalStore): ApprovalStore {
  const need = (rights: Rights, role: Role, name: ModelName): void =>
    assertAt(rights, role, { found: modelAt(name), notFound: () => modelNotFound(name, []) });
  return {
    factsOf: allowed(approvals, 'factsOf', (rights, { name }) => need(rights, 'read', name)),
    rulesOf: allowed(approvals, 'rulesOf', (rights, name) => need(rights, 'read', name)),
    setRules: allowed(approvals, 'setRules', (rights, name) => need(rights, 'admin', name)),
    verdictsOf: allowed(approvals, 'verdictsOf', (rights, { name }) => need(rights, 'read', name)),
    judge: allowed(approvals, 'judge', (rights, { name }) => need(rights, 'approve', name)),
  };
}
