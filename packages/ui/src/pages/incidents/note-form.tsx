import { type AppError, toAppError } from '@kaizenml/contracts';
import { useState } from 'preact/hooks';
import { api } from '../../api/index.ts';
import { FailureNote } from '../../components/index.ts';
import type { ShownIncident } from './incident-page.tsx';

/** Adds what a person found or did to the timeline. */
export function NoteForm({
  id,
  onChange,
}: {
  readonly id: string;
  readonly onChange: (incident: ShownIncident) => void;
}) {
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<AppError>();
  const add = (event: Event) => {
    event.preventDefault();
    if (text.trim() === '') return;
    api.incidents.note({ id, text }).then(
      (incident) => {
        setText('');
        setFailure(undefined);
        onChange(incident);
      },
      (thrown: unknown) => setFailure(toAppError(thrown)),
    );
  };
  return (
    <form class="row acknowledge" onSubmit={add}>
      <label class="hidden" for="incident-note">
        What was found or done
      </label>
      <input
        id="incident-note"
        placeholder="What was found or done"
        maxLength={4000}
        autocomplete="off"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <button type="submit">Add to the timeline</button>
      {failure && <FailureNote failure={failure} />}
    </form>
  );
}
