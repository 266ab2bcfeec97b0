import { useId, useState } from 'preact/hooks';
import { api } from '../../../api/index.ts';
import { FailureNote } from '../../../components/index.ts';
import { useAsking } from '../../schemas/use-asking.ts';

const MAX_CHARACTERS = 8000;

/** What people should know of a run; whoever may change runs may write it here. */
export function NoteSection({
  id,
  note,
  onChange,
}: {
  readonly id: string;
  readonly note: string | null;
  readonly onChange: (note: string | null) => void;
}) {
  const field = useId();
  const [draft, setDraft] = useState<string>();
  const { isBusy, failure, ask } = useAsking();
  if (draft === undefined)
    return (
      <div class="run-note">
        {note !== null && <p class="note">{note}</p>}
        <button type="button" class="quiet" onClick={() => setDraft(note ?? '')}>
          {note === null ? '✎ Write a note' : '✎ Change the note'}
        </button>
      </div>
    );
  const written = draft.trim() === '' ? null : draft.trim();
  return (
    <form
      class="run-note"
      onSubmit={(event) => {
        event.preventDefault();
        ask(
          () => api.runs.log({ id, note: written }),
          () => {
            setDraft(undefined);
            onChange(written);
          },
        );
      }}
    >
      <label for={field}>Note</label>
      <textarea
        id={field}
        rows={4}
        maxLength={MAX_CHARACTERS}
        value={draft}
        onInput={(event) => setDraft(event.currentTarget.value)}
      />
      {failure && <FailureNote failure={failure} />}
      <p class="row">
        <button type="submit" disabled={isBusy}>
          {isBusy ? 'Saving …' : 'Save the note'}
        </button>
        <button type="button" class="second" onClick={() => setDraft(undefined)}>
          Leave it as it was
        </button>
      </p>
    </form>
  );
}
