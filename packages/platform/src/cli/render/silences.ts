import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderPairs, renderTable } from '../table.ts';
import { type Look, nextPage } from './render.ts';

type Silence = OutputOf<Operations['alerts']['silence']>;

/** A silence as text. */
export function renderSilence(silence: Silence, { style }: Look): string {
  const { id, match, untilAt, isOver, why, who } = silence;
  const head = isOver
    ? `${style.green('✓')} ${match} is told again`
    : `${style.yellow('–')} ${match} is silent until ${formatInstant(untilAt)}`;
  return [
    head,
    renderPairs(
      [
        ['why', why],
        ['who', who ?? '–'],
        ['id', id],
      ],
      style,
    ),
  ].join('\n');
}

/** Silences as a table. */
export function renderSilences(
  { items, next }: OutputOf<Operations['alerts']['silences']>,
  look: Look,
): string {
  if (items.length === 0) return 'Nothing is silenced.';
  return (
    renderTable<Silence>(
      items,
      [
        { title: 'about', cell: ({ match }) => match },
        { title: 'from', cell: ({ fromAt }) => formatInstant(fromAt) },
        { title: 'until', cell: ({ untilAt }) => formatInstant(untilAt) },
        { title: 'over', cell: ({ isOver }) => (isOver ? 'yes' : 'no') },
        { title: 'who', cell: ({ who }) => who ?? '–' },
        { title: 'why', cell: ({ why }) => why },
        { title: 'id', cell: ({ id }) => id },
      ],
      look.style,
    ) + nextPage(next, look)
  );
}
