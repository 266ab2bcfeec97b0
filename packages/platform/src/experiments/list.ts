import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Store } from '../storage/store.ts';

/** Lists experiments, newest first. */
export const listExperiments =
  ({ experiments }: Pick<Store, 'experiments'>): Handler<Operations['experiments']['list']> =>
  async (page) => {
    const { items, next } = await experiments.list(page);
    return { items: [...items], ...(next === undefined ? {} : { next }) };
  };
