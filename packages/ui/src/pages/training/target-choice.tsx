import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { columnCard, formatNumber, orderColumns } from '../../charts/index.ts';
import { AnswerView } from '../../components/index.ts';

/** Cards drawn at first: tables have thousands of columns. */
const FIRST = 48;
/** Fewer columns are found without a search. */
const SEARCHED = 13;

/** Every column with what it holds; one of them is the target. */
export function TargetChoice({
  reference,
  target,
  choose,
}: {
  /** `name@version`. */
  readonly reference: string;
  readonly target: string | undefined;
  readonly choose: (column: string | undefined) => void;
}) {
  const profile = useAnswer(() => api.datasets.profile({ name: reference }), reference);
  const [words, search] = useState('');
  const [limit, setLimit] = useState(FIRST);
  return (
    <section>
      <AnswerView answer={profile}>
        {({ statistics: { columns } }) => {
          const found = orderColumns(columns, { order: 'table', words, kind: '' });
          const chosen = columns.find(({ name }) => name === target);
          const shown = found.slice(0, limit);
          const isHidden = chosen !== undefined && !shown.includes(chosen);
          return (
            <>
              {columns.length >= SEARCHED && (
                <div class="tools">
                  <label class="search">
                    Search columns
                    <input
                      type="search"
                      autocomplete="off"
                      value={words}
                      onInput={(event) => search(event.currentTarget.value)}
                    />
                  </label>
                </div>
              )}
              <fieldset class="targets">
                <legend class="hidden">Column to predict</legend>
                <ul class="columns">
                  {(isHidden ? [chosen, ...shown] : shown).map((column) => (
                    <li key={column.name} class={column.name === target ? 'chosen' : undefined}>
                      <label class="pick">
                        <input
                          type="radio"
                          class="unseen"
                          name="target"
                          aria-label={`Predict ${column.name}`}
                          checked={column.name === target}
                          onChange={() => choose(column.name)}
                        />
                        <span
                          dangerouslySetInnerHTML={{
                            __html: columnCard(column, { isBrief: true }),
                          }}
                        />
                      </label>
                    </li>
                  ))}
                </ul>
              </fieldset>
              {found.length > limit && (
                <button type="button" class="quiet" onClick={() => setLimit(limit + 5 * FIRST)}>
                  Show {formatNumber(Math.min(found.length - limit, 5 * FIRST))} more of{' '}
                  {formatNumber(found.length - limit)}
                </button>
              )}
              {chosen !== undefined && (
                <button type="button" class="second other" onClick={() => choose(undefined)}>
                  Choose another column
                </button>
              )}
            </>
          );
        }}
      </AnswerView>
    </section>
  );
}
