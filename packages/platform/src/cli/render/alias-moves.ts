import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderTable } from '../table.ts';
import type { Look } from './render.ts';

type Move = OutputOf<Operations['models']['history']>['items'][number];

const BY: Readonly<Record<Move['by'], string>> = {
  run: 'registered by run',
  rollout: 'rollout',
  person: 'person',
};

/** Where the aliases of a model pointed, as a table. */
export function renderAliasMoves(items: readonly Move[], { style }: Look): string {
  if (items.length === 0) return 'No alias of it was moved since moves are written down.';
  return renderTable<Move>(
    items,
    [
      { title: 'at', cell: ({ at }) => formatInstant(at) },
      { title: 'alias', cell: ({ alias }) => alias },
      { title: 'version', cell: ({ from, to }) => `${from ?? '–'} → ${to}` },
      {
        title: 'by',
        cell: ({ by, source }) => (source === null ? BY[by] : `${BY[by]} ${source}`),
      },
      { title: 'who', cell: ({ who }) => who ?? '–' },
      { title: 'why', cell: ({ why }) => why ?? '–' },
    ],
    style,
  );
}
