export {
  type AuditAction,
  type AuditChange,
  type AuditEntry,
  type ChangeReason,
  hashOfEntry,
  NOTHING_BEFORE,
  toEntry,
} from './entry.ts';
export { listAudit } from './list.ts';
export type { AuditHead, AuditStore } from './store.ts';
export { verifyAudit } from './verify.ts';
export { type TrailProblem, type TrailReport, verifyTrail } from './verify-trail.ts';
