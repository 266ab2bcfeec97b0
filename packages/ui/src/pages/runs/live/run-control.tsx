import type { ComponentChildren } from 'preact';
import { api } from '../../../api/index.ts';
import { FailureNote } from '../../../components/index.ts';
import { goTo } from '../../../router/index.ts';
import { useAsking } from '../../schemas/use-asking.ts';
import type { LiveRun } from '../../training/training-types.ts';

const WHY: Readonly<Record<string, string>> = {
  stopped: 'It was stopped. What it has finished is kept: it goes on from there.',
  killed:
    'Its process is gone: ended from outside, or out of memory. What it has finished is kept: it goes on from there.',
  failed: 'What it has finished before is kept, and is not done again.',
};

/** Stops a run that is under way; goes on with one that has ended early. */
export function RunControl({
  live,
  children,
}: {
  readonly live: LiveRun;
  readonly children?: ComponentChildren;
}) {
  const { id, status, canStop, canResume, lastWords } = live;
  const { isBusy, failure, ask } = useAsking();
  return (
    <>
      {status === 'running' && (
        <div class="row control">
          {children}
          {canStop && (
            <button
              type="button"
              class="second"
              disabled={isBusy}
              onClick={() =>
                ask(
                  () => api.runs.stop({ id }),
                  () => undefined,
                )
              }
            >
              {isBusy ? 'Stopping …' : '■ Stop'}
            </button>
          )}
        </div>
      )}
      {canResume && (
        <div class="note warned">
          <p>{WHY[status]}</p>
          {lastWords !== null && (
            <p class="small soft">
              Its process said: <code>{lastWords}</code>
            </p>
          )}
          <button
            type="button"
            disabled={isBusy}
            onClick={() =>
              ask(
                () => api.runs.resume({ id }),
                (begun) => goTo(`/runs/${begun.id}`),
              )
            }
          >
            {isBusy ? 'Starting …' : status === 'failed' ? 'Try again' : '▶ Resume'}
          </button>
        </div>
      )}
      {failure && <FailureNote failure={failure} />}
    </>
  );
}
