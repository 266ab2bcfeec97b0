import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderTable } from '../table.ts';
import { nextPage, type Renderers } from './render.ts';

type View = OutputOf<Operations['views']['save']>;

/** Views of the pages of runs. */
export const renderViews: Renderers<'views'> = {
  save: ({ name, page, query }) => `Saved "${name}": ${addressOf(page, query)}`,
  list: ({ items, next }, look) =>
    renderTable<View>(
      items,
      [
        { title: 'view', cell: ({ name }) => name },
        { title: 'address', cell: ({ page, query }) => addressOf(page, query) },
        { title: 'saved', cell: ({ savedAt }) => formatInstant(savedAt) },
        { title: 'by', cell: ({ savedBy }) => savedBy ?? '–' },
      ],
      look.style,
    ) + nextPage(next, look),
  remove: ({ name }) => `Forgot "${name}".`,
};

function addressOf(page: View['page'], query: string): string {
  return `${page === 'runs' ? '/runs' : '/runs/compare'}?${query}`;
}
