import { asId, type ExperimentName } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { Store } from '../storage/store.ts';

/** Lists experiments, newest first, or the one of a number. */
export const listExperiments =
  ({
    experiments,
    tracking,
  }: Pick<Store, 'experiments' | 'tracking'>): Handler<Operations['experiments']['list']> =>
  async ({ id, ...page }) => {
    if (id !== undefined) {
      const known = await tracking.experiments.find(String(Number(id)));
      const found = known && (await experiments.find(asId<ExperimentName>(known.name)));
      return { items: found === undefined ? [] : [found] };
    }
    const { items, next } = await experiments.list(page);
    return { items: [...items], ...(next === undefined ? {} : { next }) };
  };
