import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { isBandit } from './bandit/is-bandit.ts';
import { toBanditView } from './bandit/to-bandit-view.ts';
import { decideNext, type LookDeps } from './decide-next.ts';
import { getRollout } from './get-rollout.ts';
import { reasonNow } from './reason-now.ts';
import { type RolloutRecord, type RolloutView, visibleShare } from './rollout.ts';
import type { RolloutStore } from './store.ts';
import { toSummary } from './to-summary.ts';

/** What showing a rollout stands on. */
export interface ShowDeps extends LookDeps {
  readonly rollouts: Pick<RolloutStore, 'events' | 'evidence'>;
}

/** Shows one rollout with its evidence and history. */
export const showRollout =
  (
    deps: ShowDeps & { readonly rollouts: Pick<RolloutStore, 'find'> },
  ): Handler<Operations['rollouts']['show']> =>
  async ({ id }) =>
    toView(await getRollout(deps.rollouts, id), deps);

/** Everything of a rollout that is on the wire. While it runs, the reason is what it waits for now. */
export async function toView(rollout: RolloutRecord, deps: ShowDeps): Promise<RolloutView> {
  if (isBandit(rollout)) return toBanditView(rollout, deps);
  const { settings, from, to } = rollout;
  const { by, group, stepSeconds, stepRequests, labels, level, metric = null } = settings;
  const { judged, decision } = await decideNext(rollout, deps);
  const { guards, counts } = judged;
  const share = visibleShare(rollout);
  const events = await deps.rollouts.events(rollout.id);
  return {
    ...toSummary(rollout),
    reason: reasonNow(rollout, decision),
    ...{ by, group, stepSeconds, stepRequests, labels, level, metric },
    arms: [
      { name: 'champion', version: from, share: 1 - share, ...counts.champion },
      { name: 'candidate', version: to, share, ...counts.candidate },
    ],
    guards: [...guards],
    verdict: judged.verdict,
    events: events.map(({ at, kind, by: side, who, message }) => ({
      at,
      kind,
      by: side,
      who,
      message,
    })),
  };
}
