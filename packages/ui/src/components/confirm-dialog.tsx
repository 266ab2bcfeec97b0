import { useEffect, useId, useRef } from 'preact/hooks';

/** Says what is going to happen and does it only after a second yes. Escape and the other button keep things as they are. */
export function ConfirmDialog({
  title,
  sentences,
  verb,
  note,
  onNote,
  onConfirm,
  onClose,
}: {
  readonly title: string;
  /** What will happen, in order. */
  readonly sentences: readonly string[];
  /** What the button does. */
  readonly verb: string;
  /** Why, for the history. */
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}) {
  const place = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const opener = document.activeElement;
    place.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  const confirm = (event: Event) => {
    event.preventDefault();
    onConfirm();
  };
  return (
    <dialog ref={place} aria-labelledby={`${id}-title`} onClose={onClose}>
      <form onSubmit={confirm}>
        <h2 id={`${id}-title`}>{title}</h2>
        <ul>
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <div class="field">
          <label for={`${id}-note`}>Why, for the history</label>
          <input
            id={`${id}-note`}
            maxLength={1000}
            autocomplete="off"
            value={note}
            onInput={(event) => onNote(event.currentTarget.value)}
          />
        </div>
        <p class="row end">
          <button type="button" class="second" onClick={() => place.current?.close()}>
            Keep it as it is
          </button>
          <button type="submit">{verb}</button>
        </p>
      </form>
    </dialog>
  );
}
