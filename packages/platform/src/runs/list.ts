import { asId, type ExperimentName } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { experimentNotFound } from '../experiments/index.ts';
import type { Store } from '../storage/store.ts';

/** Lists runs, newest first. */
export const listRuns =
  ({
    runs,
    experiments,
  }: Pick<Store, 'runs' | 'experiments'>): Handler<Operations['runs']['list']> =>
  async ({ experiment, status, limit, after }) => {
    const name = experiment === undefined ? undefined : asId<ExperimentName>(experiment);
    if (name !== undefined && (await experiments.find(name)) === undefined)
      throw await experimentNotFound(experiments, name);
    const { items, next } = await runs.list({ experiment: name, status }, { limit, after });
    return { items: [...items], ...(next === undefined ? {} : { next }) };
  };
