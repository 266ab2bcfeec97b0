import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderPairs, renderTable } from '../table.ts';
import { nextPage, type Renderers } from './render.ts';

type Endpoint = OutputOf<Operations['endpoints']['show']>;

export const renderEndpoints: Renderers<'endpoints'> = {
  list: ({ items, next }, look) =>
    renderTable<Endpoint>(
      items,
      [
        { title: 'endpoint', cell: ({ name }) => name },
        { title: 'version', align: 'right', cell: ({ version }) => String(version) },
        {
          title: 'rows answered',
          align: 'right',
          cell: ({ nPredictions }) => String(nPredictions),
        },
        { title: 'last', cell: ({ lastPredictionAt }) => formatInstant(lastPredictionAt) },
        { title: 'url', cell: ({ url }) => url },
      ],
      look.style,
    ) + nextPage(next, look),
  show: (endpoint, { style }) =>
    renderPairs(
      [
        ['endpoint', endpoint.name],
        ['version', String(endpoint.version)],
        ['rows answered', String(endpoint.nPredictions)],
        ['last', formatInstant(endpoint.lastPredictionAt)],
        ['url', endpoint.url],
      ],
      style,
    ),
};
