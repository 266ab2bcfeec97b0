import { api, useRights } from '../../api/index.ts';
import { Decisions } from '../../components/index.ts';
import { type Decision, leadingOf, sayDecision } from './say-decision.ts';
import type { ShownRollout } from './use-live-rollout.ts';

/** What a person may decide while a rollout goes on, each after saying what will happen. */
export function RolloutControls({
  rollout,
  onChange,
}: {
  readonly rollout: ShownRollout;
  readonly onChange: (rollout: ShownRollout) => void;
}) {
  const { id, endpoint, status, from, strategy } = rollout;
  const to = rollout.bandit ? leadingOf(rollout) : rollout.to;
  const button = (decision: Decision, words: string) => ({
    ...{ words, isSecond: decision !== 'rollback', ...sayDecision(decision, rollout) },
    decide: (note: string) =>
      api.rollouts[decision]({
        id,
        ...(decision === 'promote' ? { to } : {}),
        ...(note === '' ? {} : { note }),
      }),
  });
  return (
    <Decisions
      legend="Decide"
      rights={useRights({ role: 'approve', at: { kind: 'model', id: endpoint } })}
      decisions={[
        status === 'paused' ? button('resume', 'Resume') : button('pause', 'Pause'),
        ...(strategy === 'shadow' ? [] : [button('promote', `Make version ${to} the champion`)]),
        button('rollback', `Roll back to version ${from}`),
      ]}
      onDecided={onChange}
    />
  );
}
