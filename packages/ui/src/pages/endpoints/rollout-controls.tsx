import { type AppError, toAppError } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';
import { api } from '../../api/index.ts';
import { FailureNote } from '../../components/index.ts';
import type { ShownRollout } from './use-live-rollout.ts';

/** What a person may decide while a rollout goes on, with a reason for the history. */
export function RolloutControls({
  rollout,
  onChange,
}: {
  readonly rollout: ShownRollout;
  readonly onChange: (rollout: ShownRollout) => void;
}) {
  const [note, setNote] = useState('');
  const [isWorking, setWorking] = useState(false);
  const [failure, setFailure] = useState<AppError>();
  const { id, status, from, to, strategy } = rollout;
  const decide = (verb: 'pause' | 'resume' | 'promote' | 'rollback') => () => {
    setWorking(true);
    setFailure(undefined);
    api.rollouts[verb]({ id, ...(note === '' ? {} : { note }) })
      .then(
        (changed) => {
          setNote('');
          onChange(changed);
        },
        (thrown: unknown) => setFailure(toAppError(thrown)),
      )
      .finally(() => setWorking(false));
  };
  const pause = status === 'paused' ? 'resume' : 'pause';
  return (
    <div class="row">
      <label class="hidden" for="rollout-note">
        Why, for the history
      </label>
      <input
        id="rollout-note"
        placeholder="Why, for the history"
        maxLength={1000}
        value={note}
        onInput={(event) => setNote(event.currentTarget.value)}
      />
      <button type="button" class="choice" disabled={isWorking} onClick={decide(pause)}>
        {pause === 'pause' ? 'Pause' : 'Resume'}
      </button>
      {strategy !== 'shadow' && (
        <button type="button" class="choice" disabled={isWorking} onClick={decide('promote')}>
          Make version {to} the champion
        </button>
      )}
      <button type="button" disabled={isWorking} onClick={decide('rollback')}>
        Roll back to version {from}
      </button>
      {failure && <FailureNote failure={failure} />}
    </div>
  );
}
