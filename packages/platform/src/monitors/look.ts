import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { ModelStore } from '../models/index.ts';
import { assertWatched, subjectOf } from './datasets/index.ts';
import type { Monitors } from './monitors.ts';
import { type StandingDeps, standingOf } from './standing.ts';

const MOST_TOLD = 10_000;

/** Looks at an endpoint or a dataset now. */
export const lookAtEndpoint =
  (
    monitors: Pick<Monitors, 'lookAt'>,
    deps: StandingDeps & { readonly store: Pick<ModelStore, 'find' | 'list'> },
  ): Handler<Operations['monitors']['look']> =>
  async ({ endpoint }) => {
    await assertWatched(deps, endpoint);
    const before = (await standingOf(deps, endpoint)).standing.lastVerdictAt ?? undefined;
    await monitors.lookAt(endpoint);
    const made = await deps.monitors.verdicts(subjectOf(endpoint), {
      ...(before !== undefined && { from: before }),
      limit: MOST_TOLD,
    });
    return { ...(await standingOf(deps, endpoint)).standing, nVerdicts: made.length };
  };
