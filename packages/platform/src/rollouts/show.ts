import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { getRollout } from './get-rollout.ts';
import { judgeEvidence } from './judge-evidence.ts';
import { type RolloutRecord, type RolloutView, visibleShare } from './rollout.ts';
import type { RolloutStore } from './store.ts';
import { toSummary } from './to-summary.ts';

type Shown = Pick<RolloutStore, 'find' | 'events' | 'evidence'>;

/** Shows one rollout with its evidence and history. */
export const showRollout =
  (rollouts: Shown): Handler<Operations['rollouts']['show']> =>
  async ({ id }) =>
    toView(rollouts, await getRollout(rollouts, id));

/** Everything of a rollout that is on the wire. */
export async function toView(
  rollouts: Pick<RolloutStore, 'events' | 'evidence'>,
  rollout: RolloutRecord,
): Promise<RolloutView> {
  const { settings, from, to } = rollout;
  const { by, group, stepSeconds, stepRequests, labels, level } = settings;
  const { guards, counts } = judgeEvidence(rollout, await rollouts.evidence(rollout.id));
  const share = visibleShare(rollout);
  const events = await rollouts.events(rollout.id);
  return {
    ...toSummary(rollout),
    ...{ by, group, stepSeconds, stepRequests, labels, level },
    arms: [
      { name: 'champion', version: from, share: 1 - share, ...counts.champion },
      { name: 'candidate', version: to, share, ...counts.candidate },
    ],
    guards: [...guards],
    events: events.map(({ at, kind, by: who, message }) => ({ at, kind, by: who, message })),
  };
}
