import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { assertEndpoint } from '../endpoints/index.ts';
import type { ModelStore } from '../models/index.ts';
import type { Monitors } from './monitors.ts';
import { type StandingDeps, standingOf } from './standing.ts';

const MOST_TOLD = 10_000;

/** Looks at an endpoint now. */
export const lookAtEndpoint =
  (
    monitors: Pick<Monitors, 'lookAt'>,
    deps: StandingDeps & { readonly store: Pick<ModelStore, 'find' | 'list'> },
  ): Handler<Operations['monitors']['look']> =>
  async ({ endpoint }) => {
    await assertEndpoint(deps.store, endpoint);
    const before = (await standingOf(deps, endpoint)).standing.lastVerdictAt ?? undefined;
    await monitors.lookAt(endpoint);
    const made = await deps.monitors.verdicts(`endpoint:${endpoint}`, {
      ...(before !== undefined && { from: before }),
      limit: MOST_TOLD,
    });
    return { ...(await standingOf(deps, endpoint)).standing, nVerdicts: made.length };
  };
