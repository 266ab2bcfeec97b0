import { type AppError, toAppError } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';
import { api, useRights } from '../../api/index.ts';
import { FailureNote } from '../../components/index.ts';

/** Sends a test by a route; what came of it is told as its newest message. */
export function TryRoute({ name }: { readonly name: string }) {
  const rights = useRights();
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState<AppError>();
  const send = () => {
    setFailure(undefined);
    api.alerts['try-route']({ name }).then(
      () => setAsked(true),
      (thrown: unknown) => setFailure(toAppError(thrown)),
    );
  };
  return (
    <span>
      <button
        type="button"
        class="quiet"
        disabled={!rights.mayChange}
        title={rights.why}
        aria-label={`Try ${name}`}
        onClick={send}
      >
        Try
      </button>
      {asked && (
        <span class="small soft" role="status">
          {' '}
          a test is on its way
        </span>
      )}
      {failure && <FailureNote failure={failure} />}
    </span>
  );
}
