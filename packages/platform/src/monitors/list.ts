import { asId, type ModelName } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ModelStore } from '../models/index.ts';
import { datasetOf, watchedOf } from './datasets/index.ts';
import { type StandingDeps, standingOf } from './standing.ts';
import type { MonitorStore } from './store.ts';

/** Tells how every watched endpoint and dataset is doing; endpoints whose model was removed are not told of. */
export const listMonitors =
  (
    deps: StandingDeps & {
      readonly monitors: Pick<MonitorStore, 'all'>;
      readonly store: Pick<ModelStore, 'find'>;
    },
  ): Handler<Operations['monitors']['list']> =>
  async () => {
    const items = [];
    for (const { subject } of await deps.monitors.all()) {
      const watched = watchedOf(subject);
      const isDataset = datasetOf(subject) !== undefined;
      if (!isDataset && (await deps.store.find(asId<ModelName>(watched))) === undefined) continue;
      items.push((await standingOf(deps, watched)).standing);
    }
    return { items };
  };
