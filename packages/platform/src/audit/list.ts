import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { AuditStore } from './store.ts';

export const listAudit =
  (trail: AuditStore): Handler<Operations['audit']['list']> =>
  async (choice) => ({ items: [...(await trail.list(choice))] });
