import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { CodeBlock, StatusTag, When, WithCode } from '../../components/index.ts';
import { retrainingAddress } from '../retrainings/retraining-address.ts';
import { Acknowledge } from './acknowledge.tsx';
import { SubjectLink } from './subject-link.tsx';

export type Alert = OutputOf<Operations['alerts']['list']>['items'][number];

const SIGNS = { error: '✗ Error', warning: '! Warning', info: '· Info' } as const;

/** One alert: what is the matter, why, what it means, and the command to type next. */
export function AlertCard({
  alert,
  onChange,
  isInIncident = false,
  retraining,
}: {
  readonly alert: Alert;
  /** Whether the page is that of its incident. Default false. */
  readonly isInIncident?: boolean;
  /** What was begun of its endpoint since. */
  readonly retraining?: { readonly id: string; readonly status: string } | undefined;
  readonly onChange: (changed: Alert) => void;
}) {
  const { id, severity, status, subject, message, hint, cause, impact, next, incident } = alert;
  const reasons = [
    ['Cause', cause],
    ['Impact', impact],
  ] as const;
  return (
    <li class={`card alert ${status === 'resolved' ? '' : severity}`} id={id}>
      <p class="row between alert-head">
        <span class="tag">
          {SIGNS[severity]} · <SubjectLink subject={subject} />
        </span>
        <StatusTag status={status} />
      </p>
      <p class="alert-message">
        <WithCode text={message} />
      </p>
      {reasons.some(([, words]) => isSaid(words)) && (
        <dl class="evidence">
          {reasons.map(
            ([name, words]) =>
              isSaid(words) && (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>
                    <WithCode text={words} />
                  </dd>
                </div>
              ),
          )}
        </dl>
      )}
      <Times alert={alert} />
      <Links incident={isInIncident ? null : incident} retraining={retraining} />
      {status !== 'resolved' && (
        <>
          <p>
            <WithCode text={hint} />
          </p>
          {next !== null && <CodeBlock code={next} label="What comes next" />}
        </>
      )}
      {status === 'open' && <Acknowledge id={id} onChange={onChange} />}
    </li>
  );
}

/** Where it is told what was done about it. */
function Links({
  incident,
  retraining,
}: {
  readonly incident: string | null;
  readonly retraining: { readonly id: string; readonly status: string } | undefined;
}) {
  if (incident === null && retraining === undefined) return null;
  return (
    <p class="row">
      {incident !== null && <a href={`/incidents/${incident}`}>What was found and done</a>}
      {retraining !== undefined && (
        <span>
          <a href={retrainingAddress(retraining.id)}>Retraining since</a>{' '}
          <StatusTag status={retraining.status} />
        </span>
      )}
    </p>
  );
}

function isSaid(words: string | null): words is string {
  return words !== null && words !== '';
}

/** Since when, how often, and who looks after it. */
function Times({ alert }: { readonly alert: Alert }) {
  const { count, firstAt, lastAt, acknowledgedAt, acknowledgedBy, note, isFalse, resolvedAt } =
    alert;
  return (
    <p class="small soft">
      <When at={lastAt} />
      {count > 1 && (
        <>
          , {count} times since <When at={firstAt} />
        </>
      )}
      {acknowledgedAt !== null && (
        <>
          {' · '}
          {acknowledgedBy ?? 'somebody'} looks after it since <When at={acknowledgedAt} />
          {note !== null && `: “${note}”`}
        </>
      )}
      {isFalse && ' · a false alarm'}
      {resolvedAt !== null && (
        <>
          {' · over since '}
          <When at={resolvedAt} />
        </>
      )}
    </p>
  );
}
