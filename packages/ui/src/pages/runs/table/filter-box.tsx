import type { AppError } from '@kaizenml/contracts';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { WithCode } from '../../../components/index.ts';
import { completionsOf } from './completions.ts';

/** Where a filter is typed, with names of fields to choose from, and what is wrong with it. */
export function FilterBox({
  label = 'Filter',
  example,
  filter,
  names,
  problem,
  onFilter,
}: {
  /** What it does, on its button as well. */
  readonly label?: string;
  /** Shown while it is empty. Default: a filter of the names. */
  readonly example?: string;
  /** The one that holds. */
  readonly filter: string;
  /** Fields as searches write them. */
  readonly names: readonly string[];
  /** Why the one that holds cannot be read. */
  readonly problem: AppError | undefined;
  readonly onFilter: (filter: string) => void;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(filter);
  const [caret, setCaret] = useState<number>();
  useEffect(() => setText(filter), [filter]);
  const completions = caret === undefined ? [] : completionsOf({ text, caret }, names);
  const take = (event: { readonly currentTarget: HTMLInputElement }) => {
    setText(event.currentTarget.value);
    setCaret(event.currentTarget.selectionStart ?? event.currentTarget.value.length);
  };
  return (
    <search>
      <form
        class="filter-box"
        onSubmit={(event) => {
          event.preventDefault();
          setCaret(undefined);
          onFilter(text.trim());
        }}
      >
        <label class="hidden" for={id}>
          {label}
        </label>
        <input
          id={id}
          ref={input}
          value={text}
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
          placeholder={example ?? exampleOf(names)}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : `${id}-problem`}
          onInput={take}
          onClick={take}
          onKeyUp={(event) => {
            if (event.key.startsWith('Arrow')) take(event);
            if (event.key === 'Escape') setCaret(undefined);
          }}
        />
        <button type="submit" class="second">
          {label}
        </button>
        {filter !== '' && (
          <button
            type="button"
            class="quiet"
            onClick={() => {
              setText('');
              onFilter('');
            }}
          >
            Clear
          </button>
        )}
        {completions.length > 0 && (
          <fieldset class="completions">
            <legend class="hidden">Names that fit</legend>
            {completions.map((one) => (
              <button
                key={one.name}
                type="button"
                class="quiet"
                onClick={() => {
                  setText(one.text);
                  setCaret(undefined);
                  input.current?.focus();
                  requestAnimationFrame(() =>
                    input.current?.setSelectionRange(one.caret, one.caret),
                  );
                }}
              >
                {one.name}
              </button>
            ))}
          </fieldset>
        )}
        {problem !== undefined && <Problem id={`${id}-problem`} problem={problem} />}
      </form>
    </search>
  );
}

/** The sentence of the server, and the place it speaks of. */
function Problem({ id, problem }: { readonly id: string; readonly problem: AppError }) {
  const { text, at, found } = problem.details;
  const isPlaced = typeof text === 'string' && typeof at === 'number' && typeof found === 'string';
  return (
    <div class="filter-problem" id={id} role="alert">
      {isPlaced && (
        <pre aria-hidden="true">
          {text.slice(0, at)}
          <mark>{found === '' ? ' ' : found}</mark>
          {text.slice(at + found.length)}
        </pre>
      )}
      <p>
        <WithCode text={problem.message} />
        {problem.hint !== undefined && (
          <span class="soft">
            {' '}
            <WithCode text={problem.hint} />
          </span>
        )}
      </p>
    </div>
  );
}

function exampleOf(names: readonly string[]): string {
  const metric = names.find((name) => name.startsWith('metrics.'));
  const param = names.find((name) => name.startsWith('params.'));
  const parts = [
    ...(metric === undefined ? [] : [`${metric} > 0.9`]),
    ...(param === undefined ? [] : [`${param} = '…'`]),
  ];
  return parts.length === 0 ? "status = 'FINISHED'" : parts.join(' AND ');
}
