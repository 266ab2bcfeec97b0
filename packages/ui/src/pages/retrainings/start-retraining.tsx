import { type AppError, toAppError } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';
import { api, useRights } from '../../api/index.ts';
import { ConfirmDialog, FailureNote } from '../../components/index.ts';
import { goTo } from '../../router/index.ts';
import { retrainingAddress } from './retraining-address.ts';

/** Trains the model of an endpoint anew, after saying what that means. */
export function StartRetraining({ endpoint }: { readonly endpoint: string }) {
  const rights = useRights({ role: 'approve', at: { kind: 'model', id: endpoint } });
  const [isAsked, ask] = useState(false);
  const [because, setBecause] = useState('');
  const [failure, setFailure] = useState<AppError>();
  const start = () => {
    ask(false);
    setFailure(undefined);
    api.retrainings.start({ endpoint, ...(because === '' ? {} : { because }) }).then(
      ({ id }) => goTo(retrainingAddress(id)),
      (thrown: unknown) => setFailure(toAppError(thrown)),
    );
  };
  return (
    <>
      <p class="row">
        <button type="button" disabled={!rights.mayChange} onClick={() => ask(true)}>
          Train it anew
        </button>
        {rights.why !== undefined && <span class="small soft">{rights.why}</span>}
      </p>
      {failure && <FailureNote failure={failure} />}
      {isAsked && (
        <ConfirmDialog
          title={`Train the model of ${endpoint} anew`}
          sentences={[
            'It learns from what the champion learned from, and from the labelled rows since.',
            'It takes over only if it is better on the newest rows, step by step.',
          ]}
          verb="Train it anew"
          note={because}
          onNote={setBecause}
          onConfirm={start}
          onClose={() => ask(false)}
        />
      )}
    </>
  );
}
