import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { getRetraining } from './get-retraining.ts';
import type { RetrainingStore } from './store.ts';
import { toRetraining } from './to-view.ts';

export const showRetraining =
  (retrainings: Pick<RetrainingStore, 'find'>): Handler<Operations['retrainings']['show']> =>
  async ({ id }) =>
    toRetraining(await getRetraining(retrainings, id));
