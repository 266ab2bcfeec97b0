import type { ChangeReason } from '../audit/index.ts';
import type { Page, PageRequest } from '../storage/page.ts';
import type { Role, Thing } from './rights.ts';

/** A person, or a program that works for nobody in particular. */
export type AccountKind = 'person' | 'service';

/** A role that an account has. */
export interface GivenRole {
  readonly role: Role;
  /** Where it holds; null for everywhere. */
  readonly thing: Thing | null;
  /** What the thing is called today; null for everywhere. */
  readonly name: string | null;
  readonly at: string;
}

export interface AccountRecord {
  readonly name: string;
  readonly kind: AccountKind;
  readonly createdAt: string;
  /** Since when its keys are refused; null of an open one. */
  readonly closedAt: string | null;
  /** Those that hold everywhere first, then by thing and role. */
  readonly roles: readonly GivenRole[];
}

/** A role to give or take. */
export interface RoleChange {
  readonly role: Role;
  /** Null for everywhere. */
  readonly thing: Thing | null;
  readonly reason: ChangeReason;
}

/**
 * Who may do what. Every write that changes something has its entry in the audit trail.
 *
 * Roles at a model follow its name; those at a model or an experiment that is removed go with it.
 */
export interface AccountStore {
  /**
   * @param account.role A role that it has everywhere from the beginning.
   * @throws ACCOUNT_EXISTS, also where only capital letters differ
   */
  create(
    account: {
      readonly name: string;
      readonly kind: AccountKind;
      readonly role?: Role | undefined;
    },
    reason: ChangeReason,
  ): Promise<AccountRecord>;
  find(name: string): Promise<AccountRecord | undefined>;
  /** By name. @param choice.at Only accounts with a role there, or everywhere. */
  list(
    choice: { readonly at?: Thing | undefined },
    page: PageRequest,
  ): Promise<Page<AccountRecord>>;
  /**
   * @returns False where it had the role already.
   * @throws ACCOUNT_NOT_FOUND, ACCOUNT_CLOSED, EXPERIMENT_NOT_FOUND, MODEL_NOT_FOUND
   */
  grant(name: string, change: RoleChange): Promise<boolean>;
  /** @returns False where it had no such role. @throws ACCOUNT_NOT_FOUND */
  withdraw(name: string, change: RoleChange): Promise<boolean>;
  /** Its keys are refused from now on; its roles stay. @throws ACCOUNT_NOT_FOUND */
  close(name: string, reason: ChangeReason): Promise<void>;
  /** @throws ACCOUNT_NOT_FOUND */
  open(name: string, reason: ChangeReason): Promise<void>;
}
