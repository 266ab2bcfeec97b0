import { useState } from 'preact/hooks';
import { api, useRights } from '../../api/index.ts';
import { Decisions } from '../../components/index.ts';
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
  return (
    <Decisions
      legend="Stop"
      rights={useRights({ role: 'approve', at: { kind: 'model', id: endpoint } })}
      decisions={[
        {
          ...{ words: 'Stop the retraining', isSecond: true },
          ...{ title: `Stop the retraining of ${endpoint}`, verb: 'Stop it' },
          sentences: [
            'What it has under way ends now, and it is not taken up again.',
            ...(rollout === null ? [] : ['Its rollout is rolled back.']),
            `Version ${champion} stays the champion.`,
          ],
          decide: (note) => api.retrainings.stop({ id, ...(note === '' ? {} : { note }) }),
        },
      ]}
      onDecided={onChange}
    />
  );
}
