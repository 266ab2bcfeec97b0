import { type AppError, toAppError } from '@kaizenml/contracts';
import { useId, useState } from 'preact/hooks';
import { api } from '../../api/index.ts';
import { FailureNote, When } from '../../components/index.ts';
import type { WrongAnswer } from './errors-types.ts';

/** Says what made an answer wrong: causes that were found before to click, and a new one to type. */
export function FindingForm({
  endpoint,
  item: { requestId, row, found },
  known,
  mayChange,
  onKeep,
}: {
  readonly endpoint: string;
  readonly item: WrongAnswer;
  /** Causes that were found in other answers. */
  readonly known: readonly string[];
  readonly mayChange: boolean;
  readonly onKeep: () => void;
}) {
  const [chosen, choose] = useState<readonly string[]>(found?.tags ?? []);
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState(found?.note ?? '');
  const [failure, setFailure] = useState<AppError>();
  const id = useId();
  const tags = [...new Set([...chosen, ...typed.split(',').flatMap((tag) => tag.trim() || [])])];
  const keep = (event: Event) => {
    event.preventDefault();
    const said = { name: endpoint, requestId, row, tags: tags.join(',') };
    api.predictions.tag(note.trim() === '' ? said : { ...said, note }).then(
      () => {
        choose(tags);
        setTyped('');
        setFailure(undefined);
        onKeep();
      },
      (thrown: unknown) => setFailure(toAppError(thrown)),
    );
  };
  const toggle = (tag: string) =>
    choose(chosen.includes(tag) ? chosen.filter((each) => each !== tag) : [...chosen, tag]);
  return (
    <form class="finding" onSubmit={keep}>
      <fieldset class="choices">
        <legend class="hidden">Causes</legend>
        {[...new Set([...known, ...chosen])].map((tag) => (
          <button
            key={tag}
            type="button"
            class={chosen.includes(tag) ? 'choice chosen' : 'choice'}
            aria-pressed={chosen.includes(tag)}
            disabled={!mayChange}
            onClick={() => toggle(tag)}
          >
            {tag}
          </button>
        ))}
      </fieldset>
      <div class="row">
        <label class="hidden" for={`${id}-cause`}>
          Another cause
        </label>
        <input
          id={`${id}-cause`}
          placeholder="Another cause"
          maxLength={300}
          autocomplete="off"
          disabled={!mayChange}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <label class="hidden" for={`${id}-note`}>
          Note
        </label>
        <input
          id={`${id}-note`}
          placeholder="Note"
          maxLength={2000}
          autocomplete="off"
          disabled={!mayChange}
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
        <button type="submit" disabled={!mayChange}>
          {tags.length === 0 ? 'No cause seen' : 'Keep'}
        </button>
      </div>
      {found !== null && (
        <p class="small soft">
          Looked through <When at={found.receivedAt} />
          {found.who !== null && ` by ${found.who}`}
        </p>
      )}
      {failure && <FailureNote failure={failure} />}
    </form>
  );
}
