import { type AppError, toAppError } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import {
  AnswerView,
  CommandPanel,
  FailureNote,
  Page,
  Pager,
  StatusTag,
  When,
  WithCode,
} from '../../components/index.ts';

type Alert = Awaited<ReturnType<typeof api.alerts.list>>['items'][number];

/** What needs a person now, newest first. */
export function AlertsPage({ after }: { readonly after: string | undefined }) {
  const [nChanges, setChanges] = useState(0);
  const answer = useAnswer(
    () => api.alerts.list({ limit: 20, after }),
    `${after ?? ''} ${nChanges}`,
  );
  return (
    <Page title="Alerts">
      <AnswerView answer={answer}>
        {({ items, next }) =>
          items.length === 0 ? (
            <p class="note">Nothing needs you now.</p>
          ) : (
            <>
              <ul class="findings">
                {items.map((alert) => (
                  <AlertCard
                    key={alert.id}
                    alert={alert}
                    onChange={() => setChanges(nChanges + 1)}
                  />
                ))}
              </ul>
              <Pager path="/alerts" next={next} />
            </>
          )
        }
      </AnswerView>
      <CommandPanel
        forms={[
          { name: 'Shell', code: 'kaizen alerts list' },
          { name: 'TypeScript', code: 'const { items } = await kaizen.alerts.list({});' },
        ]}
      />
    </Page>
  );
}

function AlertCard({ alert, onChange }: { readonly alert: Alert; readonly onChange: () => void }) {
  const { severity, status, subject, message, hint, count, firstAt, lastAt, note } = alert;
  return (
    <li class={`card ${severity}`}>
      <span class="tag">
        {severity === 'error' ? '✗ Error' : '! Warning'} · <SubjectLink subject={subject} />
      </span>
      <div>
        <WithCode text={message} />
      </div>
      <div class="soft">
        <WithCode text={hint} />
      </div>
      <p class="row small">
        <StatusTag status={status} />
        <span class="soft">
          <When at={lastAt} />
          {count > 1 && (
            <>
              , {count} times since <When at={firstAt} />
            </>
          )}
          {note !== null && `, “${note}”`}
        </span>
      </p>
      {status === 'open' && <Acknowledge id={alert.id} onChange={onChange} />}
    </li>
  );
}

function Acknowledge({ id, onChange }: { readonly id: string; readonly onChange: () => void }) {
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<AppError>();
  const acknowledge = (event: Event) => {
    event.preventDefault();
    api.alerts
      .acknowledge({ id, ...(note === '' ? {} : { note }) })
      .then(onChange, (thrown: unknown) => setFailure(toAppError(thrown)));
  };
  return (
    <form class="row" onSubmit={acknowledge}>
      <label class="hidden" for={`note-${id}`}>
        What is done about it
      </label>
      <input
        id={`note-${id}`}
        placeholder="What is done about it"
        maxLength={1000}
        value={note}
        onInput={(event) => setNote(event.currentTarget.value)}
      />
      <button type="submit">I look after it</button>
      {failure && <FailureNote failure={failure} />}
    </form>
  );
}

function SubjectLink({ subject }: { readonly subject: string }) {
  const [noun = '', name = ''] = subject.split(/:(.*)/s);
  return noun === 'job' ? <a href={`/jobs/${encodeURIComponent(name)}`}>{subject}</a> : subject;
}
