export { findRights, underRights } from './asking.ts';
export type { Kind, Rights, Role, Thing } from './rights.ts';
