import { formatDuration } from '../../charts/index.ts';
import { exactInstant, StatusTag, WithCode } from '../../components/index.ts';
import type { Retraining } from './retraining-types.ts';
import { STEP_TITLES } from './say-retraining.ts';

/** What every step found, oldest first, and how long it took. */
export function StepTimeline({ steps }: Pick<Retraining, 'steps'>) {
  if (steps.length === 0)
    return <p class="soft">No step has begun. A running server takes it up within seconds.</p>;
  return (
    <ol class="timeline card" aria-label="Timeline of steps">
      {steps.map(({ name, status, startedAt, endedAt, message }) => (
        <li class="moment" key={name}>
          <div class="small soft">
            <time dateTime={startedAt}>{exactInstant(startedAt)}</time>
            {endedAt !== null && (
              <>
                <br />
                took {formatDuration(Date.parse(endedAt) - Date.parse(startedAt))}
              </>
            )}
          </div>
          <div>
            <strong>{STEP_TITLES[name]}</strong> <StatusTag status={status} />
            <br />
            <WithCode text={message === '' ? 'It is under way.' : message} />
          </div>
        </li>
      ))}
    </ol>
  );
}
