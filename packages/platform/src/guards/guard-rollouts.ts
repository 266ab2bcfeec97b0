import { findRights, type Rights } from '../access/index.ts';
import type { RolloutRecord, RolloutStore } from '../rollouts/store.ts';
import { inPages } from './in-pages.ts';
import { needsApprove } from './needs-approve.ts';
import { assertEverywhere, modelAt } from './things.ts';
import { allowed, narrowed } from './under-rights.ts';

/** Begins work on an endpoint once it is known that who asks may release there, since the work proves a version first. */
export function mayRelease<
  Asked extends { readonly endpoint: string },
  Rest extends unknown[],
  Given,
>(
  begin: (asked: Asked, ...rest: Rest) => Promise<Given>,
): (asked: Asked, ...rest: Rest) => Promise<Given> {
  return async (asked, ...rest) => {
    const rights = findRights();
    if (rights !== undefined) needsApprove(rights, asked);
    return begin(asked, ...rest);
  };
}

/**
 * Rollouts as an account sees them: those of models that it may look at. To begin one, and to decide it, needs `approve`. The controller
 * and what answers requests look past this.
 */
export function guardRollouts(rollouts: RolloutStore): RolloutStore {
  const isSeen = (rights: Rights, { endpoint }: Pick<RolloutRecord, 'endpoint'>) =>
    rights.has('read', modelAt(endpoint));
  const find = narrowed(rollouts, 'find', async (rights, id) => {
    const found = await rollouts.find(id);
    if (found === undefined || !isSeen(rights, found)) return undefined;
    const isWhole = found.id === id || found.id === id.toUpperCase();
    return isWhole || rights.has('read') ? found : undefined;
  });
  const isOpen = async (rights: Rights, id: string) =>
    rights.has('read') || (await find(id)) !== undefined;
  const needsAll = (rights: Rights) => assertEverywhere(rights, 'admin');
  return {
    start: allowed(rollouts, 'start', needsApprove),
    find,
    findActive: narrowed(rollouts, 'findActive', async (rights, endpoint) =>
      isSeen(rights, { endpoint }) ? rollouts.findActive(endpoint) : undefined,
    ),
    active: narrowed(rollouts, 'active', async (rights) =>
      (await rollouts.active()).filter((rollout) => isSeen(rights, rollout)),
    ),
    list: narrowed(rollouts, 'list', (rights, endpoint, page) =>
      inPages(
        page,
        (part) => rollouts.list(endpoint, part),
        (rollout) => isSeen(rights, rollout),
      ),
    ),
    change: allowed(rollouts, 'change', needsApprove),
    learn: allowed(rollouts, 'learn', needsAll),
    events: narrowed(rollouts, 'events', async (rights, id) =>
      (await isOpen(rights, id)) ? rollouts.events(id) : [],
    ),
    putEvidence: allowed(rollouts, 'putEvidence', needsAll),
    evidence: narrowed(rollouts, 'evidence', async (rights, id) =>
      (await isOpen(rights, id)) ? rollouts.evidence(id) : [],
    ),
    putTrail: allowed(rollouts, 'putTrail', needsAll),
    findTrail: narrowed(rollouts, 'findTrail', async (rights, id) =>
      (await isOpen(rights, id)) ? rollouts.findTrail(id) : undefined,
    ),
  };
}
