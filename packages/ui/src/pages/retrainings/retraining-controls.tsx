import { type AppError, toAppError } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';
import { api, useRights } from '../../api/index.ts';
import { ConfirmDialog, FailureNote } from '../../components/index.ts';
import { JudgeVersion } from '../models/judge-version.tsx';
import type { Retraining } from './retraining-types.ts';

/** What a person may decide while a retraining is under way: whether its challenger may answer, and that it stops. */
export function RetrainingControls({
  retraining,
  onChange,
}: {
  readonly retraining: Retraining;
  readonly onChange: (retraining: Retraining) => void;
}) {
  const { endpoint, challenger, status } = retraining;
  const [isJudged, setJudged] = useState(false);
  return (
    <section aria-label="Decide">
      {status === 'waiting' && challenger !== null && (
        <>
          <h2>May version {challenger} answer?</h2>
          {isJudged ? (
            <p role="status">Your word is kept; the retraining takes it up within seconds.</p>
          ) : (
            <JudgeVersion name={endpoint} version={challenger} onChange={() => setJudged(true)} />
          )}
        </>
      )}
      <StopRetraining retraining={retraining} onChange={onChange} />
    </section>
  );
}

function StopRetraining({
  retraining: { id, endpoint, champion, rollout },
  onChange,
}: {
  readonly retraining: Retraining;
  readonly onChange: (retraining: Retraining) => void;
}) {
  const rights = useRights({ role: 'approve', at: { kind: 'model', id: endpoint } });
  const [isAsked, ask] = useState(false);
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<AppError>();
  const stop = () => {
    ask(false);
    setFailure(undefined);
    api.retrainings
      .stop({ id, ...(note === '' ? {} : { note }) })
      .then(onChange, (thrown: unknown) => setFailure(toAppError(thrown)));
  };
  return (
    <>
      <p class="row">
        <button type="button" class="second" disabled={!rights.mayChange} onClick={() => ask(true)}>
          Stop the retraining
        </button>
        {rights.why !== undefined && <span class="small soft">{rights.why}</span>}
      </p>
      {failure && <FailureNote failure={failure} />}
      {isAsked && (
        <ConfirmDialog
          title={`Stop the retraining of ${endpoint}`}
          sentences={[
            'What it has under way ends now, and it is not taken up again.',
            ...(rollout === null ? [] : ['Its rollout is rolled back.']),
            `Version ${champion} stays the champion.`,
          ]}
          verb="Stop it"
          note={note}
          onNote={setNote}
          onConfirm={stop}
          onClose={() => ask(false)}
        />
      )}
    </>
  );
}
