import { useState } from 'preact/hooks';
import { api } from '../../api/index.ts';
import { FailureNote } from '../../components/index.ts';
import { deciderName } from './decider-name.tsx';
import { useAsking } from './use-asking.ts';

/** What was decided: a sentence for the page. */
export type Decided = (words: string) => void;

/** Accept or reject patches, with a reason. */
export function DecisionForm({
  dataset,
  patches,
  about,
  onDecided,
}: {
  readonly dataset: string;
  readonly patches: readonly string[];
  /** What is decided on, for those who do not see the card. */
  readonly about: string;
  readonly onDecided: Decided;
}) {
  const [why, setWhy] = useState('');
  const { isBusy, failure, ask } = useAsking();
  const decide = (verb: 'accept' | 'reject') =>
    ask(
      () =>
        api.schemas[verb]({
          name: dataset,
          patches: patches.join(','),
          why: why.trim() || undefined,
          by: deciderName(),
        }),
      ({ decided, version }) =>
        onDecided(
          `${verb === 'accept' ? 'Accepted' : 'Rejected'}: ${decided.map(({ says }) => says).join(' ')} The schema is at version ${version}.`,
        ),
    );
  const more =
    patches.length === 1 ? '' : patches.length === 2 ? ' both' : ` all ${patches.length}`;
  return (
    <>
      <form class="row" onSubmit={(event) => event.preventDefault()}>
        <input
          aria-label={`Reason for the decision on ${about}`}
          placeholder="Why, for the history"
          maxLength={1000}
          value={why}
          onInput={(event) => setWhy(event.currentTarget.value)}
        />
        <button
          type="button"
          disabled={isBusy}
          onClick={() => decide('accept')}
          aria-label={`Accept ${about}`}
        >
          Accept{more}
        </button>
        <button
          type="button"
          class="second"
          disabled={isBusy}
          onClick={() => decide('reject')}
          aria-label={`Reject ${about}`}
        >
          Reject{more}
        </button>
      </form>
      {failure && <FailureNote failure={failure} />}
    </>
  );
}
