import { type AppError, toAppError } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';
import { api } from '../../api/index.ts';
import { FailureNote } from '../../components/index.ts';
import type { Alert } from './alert-card.tsx';

/** Takes an alert over, with what is done about it, or calls it a false alarm. */
export function Acknowledge({
  id,
  onChange,
}: {
  readonly id: string;
  readonly onChange: (changed: Alert) => void;
}) {
  const [note, setNote] = useState('');
  const [isFalse, setFalse] = useState(false);
  const [failure, setFailure] = useState<AppError>();
  const acknowledge = (event: Event) => {
    event.preventDefault();
    api.alerts
      .acknowledge({
        id,
        ...(note === '' ? {} : { note }),
        ...(isFalse ? { falseAlarm: true } : {}),
      })
      .then(onChange, (thrown: unknown) => setFailure(toAppError(thrown)));
  };
  return (
    <form class="row acknowledge" onSubmit={acknowledge}>
      <label class="hidden" for={`note-${id}`}>
        What is done about it
      </label>
      <input
        id={`note-${id}`}
        placeholder="What is done about it"
        maxLength={1000}
        autocomplete="off"
        value={note}
        onInput={(event) => setNote(event.currentTarget.value)}
      />
      <label class="tick small">
        <input
          type="checkbox"
          checked={isFalse}
          onInput={(event) => setFalse(event.currentTarget.checked)}
        />{' '}
        a false alarm
      </label>
      <button type="submit">I look after it</button>
      {failure && <FailureNote failure={failure} />}
    </form>
  );
}
