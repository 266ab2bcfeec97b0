import { asId, type ModelName } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { RetrainingStore } from './store.ts';
import { toSummary } from './to-view.ts';

export const listRetrainings =
  (retrainings: Pick<RetrainingStore, 'list'>): Handler<Operations['retrainings']['list']> =>
  async ({ endpoint, limit, after }) => {
    const name = endpoint === undefined ? undefined : asId<ModelName>(endpoint);
    const { items, next } = await retrainings.list(name, { limit, after });
    return { items: items.map(toSummary), ...(next === undefined ? {} : { next }) };
  };
