import { useState } from 'preact/hooks';
import { countOf, formatNumber } from '../../charts/index.ts';

/** Cards drawn at first: tables have thousands of columns. */
const FIRST = 60;

/** Cards of columns by name; the rest of a long list on demand. */
export function CardList({
  cards,
  nColumns,
}: {
  /** Markup that the charts made, which is escaped. */
  readonly cards: readonly { readonly name: string; readonly draw: () => string }[];
  /** Columns of the table, whether found or not. */
  readonly nColumns: number;
}) {
  const [limit, setLimit] = useState(FIRST);
  const hidden = cards.length - limit;
  return (
    <>
      <p class="soft small" role="status">
        {cards.length === nColumns
          ? ''
          : `${formatNumber(cards.length)} of ${countOf(nColumns, 'column')}`}
      </p>
      <ul class="columns">
        {cards.slice(0, limit).map(({ name, draw }) => (
          <li key={name} dangerouslySetInnerHTML={{ __html: draw() }} />
        ))}
      </ul>
      {hidden > 0 && (
        <p>
          <button type="button" class="quiet" onClick={() => setLimit(limit + 5 * FIRST)}>
            Show {formatNumber(Math.min(hidden, 5 * FIRST))} more of {formatNumber(hidden)}
          </button>
        </p>
      )}
    </>
  );
}
