export { type AccountBook, type BookedAccount, openAccountBook } from './account-book.ts';
export { findRights, underRights } from './asking.ts';
export { createRights, ROLES } from './create-rights.ts';
export { createOwn, type Own, type TellOfAccount, tellOfAccounts } from './own.ts';
export type { Kind, Rights, Role, Thing } from './rights.ts';
export type { AccountKind, AccountRecord, AccountStore, GivenRole, RoleChange } from './store.ts';
export { toGivenRole } from './to-given-role.ts';
