import { findRights, type Rights } from '../access/index.ts';
import type { RetrainingRecord, RetrainingStore } from '../retraining/store.ts';
import { inPages } from './in-pages.ts';
import { needsApprove } from './needs-approve.ts';
import { modelAt } from './things.ts';
import { allowed, narrowed } from './under-rights.ts';

/**
 * Retrainings as an account sees them: those of models that it may look at. To begin one, to stop one and to let an understudy stand in
 * needs `approve`, for all of them decide what callers get. The keeper looks past this.
 */
export function guardRetrainings(retrainings: RetrainingStore): RetrainingStore {
  const isSeen = (rights: Rights, { endpoint }: Pick<RetrainingRecord, 'endpoint'>) =>
    rights.has('read', modelAt(endpoint));
  const seen = <Found extends Pick<RetrainingRecord, 'endpoint'>>(
    rights: Rights,
    found: Found | undefined,
  ) => (found !== undefined && isSeen(rights, found) ? found : undefined);
  const endpointOf = async (key: string) => {
    const found = await retrainings.findStandIn(key);
    const rights = findRights();
    if (found !== undefined && rights !== undefined) needsApprove(rights, found);
  };
  return {
    begin: allowed(retrainings, 'begin', needsApprove),
    find: narrowed(retrainings, 'find', async (rights, id) => {
      const found = seen(rights, await retrainings.find(id));
      const isWhole = found?.id === id.toUpperCase();
      return isWhole || rights.has('read') ? found : undefined;
    }),
    findByKey: narrowed(retrainings, 'findByKey', async (rights, key) =>
      seen(rights, await retrainings.findByKey(key)),
    ),
    open: narrowed(retrainings, 'open', async (rights) =>
      (await retrainings.open()).filter((one) => isSeen(rights, one)),
    ),
    list: narrowed(retrainings, 'list', (rights, endpoint, page) =>
      inPages(
        page,
        (part) => retrainings.list(endpoint, part),
        (one) => isSeen(rights, one),
      ),
    ),
    change: allowed(retrainings, 'change', needsApprove),
    standIn: allowed(retrainings, 'standIn', needsApprove),
    findStandIn: narrowed(retrainings, 'findStandIn', async (rights, key) =>
      seen(rights, await retrainings.findStandIn(key)),
    ),
    standIns: narrowed(retrainings, 'standIns', async (rights, endpoint) =>
      isSeen(rights, { endpoint }) ? retrainings.standIns(endpoint) : [],
    ),
    setStandIn: allowed(retrainings, 'setStandIn', (_rights, key) => endpointOf(key)),
  };
}
