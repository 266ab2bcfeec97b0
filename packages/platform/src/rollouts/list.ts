import { asId, type ModelName } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { RolloutStore } from './store.ts';
import { toSummary } from './to-summary.ts';

/** Lists rollouts, newest first. */
export const listRollouts =
  (rollouts: Pick<RolloutStore, 'list'>): Handler<Operations['rollouts']['list']> =>
  async ({ endpoint, ...page }) => {
    const name = endpoint === undefined ? undefined : asId<ModelName>(endpoint);
    const { items, next } = await rollouts.list(name, page);
    return { items: items.map(toSummary), ...(next === undefined ? {} : { next }) };
  };
