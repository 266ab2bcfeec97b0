import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { nameOfField, type RunField, titleOfField } from './run-field.ts';

const KINDS = [
  ['attribute', 'About the run'],
  ['metric', 'Metrics'],
  ['param', 'Params'],
  ['tag', 'Tags'],
] as const;

/** Fields of a kind that are listed; a search finds the others. */
const MOST_LISTED = 100;

/** A dialog in which columns are chosen. */
export function ColumnPicker({
  title = 'Columns',
  choices,
  chosen,
  onChoose,
  onClose,
}: {
  /** What is chosen. Default: columns. */
  readonly title?: string;
  readonly choices: readonly RunField[];
  readonly chosen: readonly RunField[];
  /** Undefined: those that are shown unasked. */
  readonly onChoose: (columns: readonly RunField[] | undefined) => void;
  readonly onClose: () => void;
}) {
  const place = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [draft, setDraft] = useState(chosen);
  const [sought, setSought] = useState('');
  useEffect(() => {
    const opener = document.activeElement;
    place.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  const isIn = (field: RunField) => draft.some((one) => nameOfField(one) === nameOfField(field));
  const toggle = (field: RunField) =>
    setDraft(
      isIn(field)
        ? draft.filter((one) => nameOfField(one) !== nameOfField(field))
        : [...draft, field],
    );
  const found = choices.filter((field) =>
    titleOfField(field).toLowerCase().includes(sought.trim().toLowerCase()),
  );
  return (
    <dialog ref={place} aria-labelledby={`${id}-title`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onChoose(draft);
        }}
      >
        <h2 id={`${id}-title`}>{title}</h2>
        <label class="field">
          <span>Find</span>
          <input
            type="search"
            autocomplete="off"
            value={sought}
            onInput={(event) => setSought(event.currentTarget.value)}
          />
        </label>
        <div class="column-choices">
          {KINDS.map(([kind, words]) => {
            const ofKind = found.filter(({ of }) => of === kind);
            if (ofKind.length === 0) return null;
            return (
              <fieldset key={kind}>
                <legend>{words}</legend>
                {ofKind.slice(0, MOST_LISTED).map((field) => (
                  <label key={nameOfField(field)} class="tick">
                    <input type="checkbox" checked={isIn(field)} onChange={() => toggle(field)} />{' '}
                    {titleOfField(field)}
                  </label>
                ))}
                {ofKind.length > MOST_LISTED && (
                  <p class="small soft">
                    and {ofKind.length - MOST_LISTED} more: find them by name
                  </p>
                )}
              </fieldset>
            );
          })}
        </div>
        <p class="row end">
          <button type="button" class="second" onClick={() => onChoose(undefined)}>
            As usual
          </button>
          <button type="submit">Show {draft.length} of them</button>
        </p>
      </form>
    </dialog>
  );
}
