import { type AppError, toAppError } from '@kaizenml/contracts';
import { useId, useState } from 'preact/hooks';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { FailureNote } from './failure-note.tsx';

/** Something that a person may decide. */
export interface Decision<T> {
  /** On its button. */
  readonly words: string;
  /** Whether another button is the one that most will press. */
  readonly isSecond?: boolean;
  readonly title: string;
  /** What will happen, in order. */
  readonly sentences: readonly string[];
  readonly verb: string;
  /** Does it. @param note Why, for the history; empty where nobody said. */
  readonly decide: (note: string) => Promise<T>;
}

/** Buttons of what a person may decide, each done after it was said what will happen. A refusal is shown below them. */
export function Decisions<T>({
  legend,
  rights: { mayChange, why },
  decisions,
  onDecided,
}: {
  /** What the buttons are for, for those who do not see them. */
  readonly legend: string;
  readonly rights: { readonly mayChange: boolean; readonly why?: string | undefined };
  readonly decisions: readonly Decision<T>[];
  readonly onDecided: (outcome: T) => void;
}) {
  const [asked, ask] = useState<Decision<T>>();
  const [note, setNote] = useState('');
  const [isWorking, setWorking] = useState(false);
  const [failure, setFailure] = useState<AppError>();
  const id = useId();
  const confirm = ({ decide }: Decision<T>) => {
    ask(undefined);
    setWorking(true);
    setFailure(undefined);
    decide(note)
      .then(
        (outcome) => {
          setNote('');
          onDecided(outcome);
        },
        (thrown: unknown) => setFailure(toAppError(thrown)),
      )
      .finally(() => setWorking(false));
  };
  return (
    <>
      <fieldset
        class="row controls"
        disabled={isWorking || !mayChange}
        {...(why !== undefined && { 'aria-describedby': id })}
      >
        <legend class="hidden">{legend}</legend>
        {decisions.map((decision) => (
          <button
            key={decision.words}
            type="button"
            {...(decision.isSecond && { class: 'second' })}
            onClick={() => ask(decision)}
          >
            {decision.words}
          </button>
        ))}
      </fieldset>
      {why !== undefined && (
        <p id={id} class="small soft">
          {why}
        </p>
      )}
      {failure && <FailureNote failure={failure} />}
      {asked && (
        <ConfirmDialog
          title={asked.title}
          sentences={asked.sentences}
          verb={asked.verb}
          note={note}
          onNote={setNote}
          onConfirm={() => confirm(asked)}
          onClose={() => ask(undefined)}
        />
      )}
    </>
  );
}
