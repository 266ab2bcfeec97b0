import { asId, type ModelName } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ModelStore } from '../models/index.ts';
import { type StandingDeps, standingOf } from './standing.ts';
import type { MonitorStore } from './store.ts';

const ENDPOINT = 'endpoint:';

/** Tells how every watched endpoint is doing; those whose model was removed are not told of. */
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
      if (!subject.startsWith(ENDPOINT)) continue;
      const endpoint = subject.slice(ENDPOINT.length);
      if ((await deps.store.find(asId<ModelName>(endpoint))) === undefined) continue;
      items.push((await standingOf(deps, endpoint)).standing);
    }
    return { items };
  };
