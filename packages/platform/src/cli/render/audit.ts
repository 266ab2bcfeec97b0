import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderTable } from '../table.ts';
import type { Renderers } from './render.ts';

type Entry = OutputOf<Operations['audit']['list']>['items'][number];

export const renderAudit: Renderers<'audit'> = {
  list: ({ items }, { style }) =>
    items.length === 0
      ? 'Nothing of the registry was changed since changes are written down.'
      : renderTable<Entry>(
          items,
          [
            { title: 'entry', align: 'right', cell: ({ seq }) => String(seq) },
            { title: 'at', cell: ({ at }) => formatInstant(at) },
            { title: 'what', cell: ({ action }) => action },
            { title: 'of', cell: ({ name, part }) => name + part },
            { title: 'from', cell: ({ from }) => shortened(from) },
            { title: 'to', cell: ({ to }) => shortened(to) },
            { title: 'who', cell: ({ by, source, who }) => who ?? source ?? by },
            { title: 'why', cell: ({ why }) => why ?? '–' },
          ],
          style,
        ),
  verify: ({ isWhole, nEntries, head, problems }) =>
    [
      isWhole
        ? `The trail is whole: ${nEntries} entries, each as it was written.`
        : `The trail is not what was written:`,
      ...problems.map(({ message }) => `  ${message}`),
      `It ends with ${head}`,
      'Keep this line elsewhere: `kaizen audit verify --head` notices later when entries before it are gone.',
    ].join('\n'),
};

const MOST_CHARACTERS = 40;

function shortened(json: string | null): string {
  if (json === null) return '–';
  return json.length > MOST_CHARACTERS ? `${json.slice(0, MOST_CHARACTERS - 1)}…` : json;
}
