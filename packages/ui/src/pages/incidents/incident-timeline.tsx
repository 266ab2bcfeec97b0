import { exactInstant, WithCode } from '../../components/index.ts';
import { retrainingAddress } from '../retrainings/retraining-address.ts';
import type { ShownIncident } from './incident-page.tsx';

/** What was found and done while an incident was open, oldest first. */
export function IncidentTimeline({ events }: Pick<ShownIncident, 'events'>) {
  return (
    <ol class="timeline card">
      {events.map(({ at, kind, message, who, details }, i) => (
        <li class="moment" key={i}>
          <div class="small soft">
            <time dateTime={at}>{exactInstant(at)}</time>
            <br />
            <span class="badge">{kind}</span>
          </div>
          <div>
            <WithCode text={message} />
            {typeof details.retraining === 'string' && (
              <>
                {' '}
                <a class="small" href={retrainingAddress(details.retraining)}>
                  the retraining
                </a>
              </>
            )}
            {who !== null && <span class="soft small"> · {who}</span>}
          </div>
        </li>
      ))}
    </ol>
  );
}
