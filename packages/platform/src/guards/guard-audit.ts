import type { AuditStore } from '../audit/store.ts';
import { assertEverywhere, modelAt } from './things.ts';
import { allowed, narrowed } from './under-rights.ts';

/**
 * The trail as an account sees it: the entries of a model that it may look at, by its name; all of it with `read` everywhere, since it
 * tells of every model, and of accounts and their roles.
 */
export function guardAudit(audit: AuditStore): AuditStore {
  return {
    read: allowed(audit, 'read', (rights) => assertEverywhere(rights, 'read')),
    list: narrowed(audit, 'list', async (rights, choice) => {
      const { name } = choice;
      if (name === undefined) assertEverywhere(rights, 'read');
      const isSeen = rights.has('read', name === undefined ? undefined : modelAt(name));
      return isSeen ? audit.list(choice) : [];
    }),
    head: allowed(audit, 'head', (rights) => assertEverywhere(rights, 'read')),
  };
}
