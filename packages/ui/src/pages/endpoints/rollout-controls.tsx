import { type AppError, toAppError } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';
import { api, useRights } from '../../api/index.ts';
import { ConfirmDialog, FailureNote } from '../../components/index.ts';
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
  const rights = useRights({ role: 'approve', at: { kind: 'model', id: rollout.endpoint } });
  const [asked, ask] = useState<Decision>();
  const [note, setNote] = useState('');
  const [isWorking, setWorking] = useState(false);
  const [failure, setFailure] = useState<AppError>();
  const { id, status, from, strategy } = rollout;
  const to = rollout.bandit ? leadingOf(rollout) : rollout.to;
  const decide = (decision: Decision) => {
    ask(undefined);
    setWorking(true);
    setFailure(undefined);
    api.rollouts[decision]({
      id,
      ...(decision === 'promote' ? { to } : {}),
      ...(note === '' ? {} : { note }),
    })
      .then(
        (changed) => {
          setNote('');
          onChange(changed);
        },
        (thrown: unknown) => setFailure(toAppError(thrown)),
      )
      .finally(() => setWorking(false));
  };
  const isOff = isWorking || !rights.mayChange;
  const why = rights.why === undefined ? undefined : 'rollout-rights';
  const pause = status === 'paused' ? 'resume' : 'pause';
  return (
    <>
      <fieldset class="row controls" disabled={isOff} aria-describedby={why}>
        <legend class="hidden">Decide</legend>
        <button type="button" class="second" onClick={() => ask(pause)}>
          {pause === 'pause' ? 'Pause' : 'Resume'}
        </button>
        {strategy !== 'shadow' && (
          <button type="button" class="second" onClick={() => ask('promote')}>
            Make version {to} the champion
          </button>
        )}
        <button type="button" onClick={() => ask('rollback')}>
          Roll back to version {from}
        </button>
      </fieldset>
      {rights.why !== undefined && (
        <p id={why} class="small soft">
          {rights.why}
        </p>
      )}
      {failure && <FailureNote failure={failure} />}
      {asked && (
        <ConfirmDialog
          {...sayDecision(asked, rollout)}
          note={note}
          onNote={setNote}
          onConfirm={() => decide(asked)}
          onClose={() => ask(undefined)}
        />
      )}
    </>
  );
}
