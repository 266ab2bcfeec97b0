import { formatInstant } from '../format.ts';
import { renderPairs, renderTable } from '../table.ts';
import { nextPage, type Renderers } from './render.ts';

export const renderExperiments: Renderers<'experiments'> = {
  list: ({ items, next }, look) =>
    renderTable(
      items,
      [
        { title: 'experiment', cell: ({ name }) => name },
        { title: 'runs', align: 'right', cell: ({ nRuns }) => String(nRuns) },
        { title: 'last run', cell: ({ lastRunAt }) => formatInstant(lastRunAt) },
        { title: 'created', cell: ({ createdAt }) => formatInstant(createdAt) },
      ],
      look.style,
    ) + nextPage(next, look),
  show: ({ name, nRuns, lastRunAt, createdAt }, { style }) =>
    renderPairs(
      [
        ['experiment', name],
        ['runs', String(nRuns)],
        ['last run', formatInstant(lastRunAt)],
        ['created', formatInstant(createdAt)],
      ],
      style,
    ),
};
