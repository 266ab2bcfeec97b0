import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderPairs, renderTable } from '../table.ts';
import { renderAlert } from './alerts.ts';
import { type Look, nextPage, type Renderers } from './render.ts';

type Incident = OutputOf<Operations['incidents']['show']>;
type Listed = OutputOf<Operations['incidents']['list']>['items'][number];

export const renderIncidents: Renderers<'incidents'> = {
  list: ({ items, next }, look) =>
    items.length === 0
      ? look.style.green('✓ no incidents')
      : renderTable<Listed>(
          items,
          [
            { title: 'opened', cell: ({ openedAt }) => formatInstant(openedAt) },
            { title: 'closed', cell: ({ closedAt }) => formatInstant(closedAt) },
            { title: 'about', cell: ({ subject }) => subject },
            { title: 'severity', cell: ({ severity }) => severity },
            { title: 'what', cell: ({ title }) => title },
            { title: 'id', cell: ({ id }) => id },
          ],
          look.style,
        ) + nextPage(next, look),
  show: renderIncident,
  note: renderIncident,
};

function renderIncident(incident: Incident, look: Look): string {
  const { subject, status, severity, title, openedAt, closedAt, alerts, events, id } = incident;
  const left = alerts.filter((alert) => alert.status !== 'resolved');
  const times =
    closedAt === null
      ? `since ${formatInstant(openedAt)}`
      : `${formatInstant(openedAt)} to ${formatInstant(closedAt)}`;
  const head = [
    look.style.bold(title),
    renderPairs(
      [
        ['about', subject],
        ['state', `${status}, ${severity}, ${times}`],
        ['alerts', `${alerts.length}, ${left.length} not resolved`],
        ['id', id],
      ],
      look.style,
    ),
  ].join('\n');
  const timeline = renderTable<Incident['events'][number]>(
    events,
    [
      { title: 'at', cell: ({ at }) => formatInstant(at) },
      { title: 'what', cell: ({ kind }) => kind },
      { title: 'who', cell: ({ who }) => who ?? '–' },
      { title: 'said', cell: ({ message }) => message },
    ],
    look.style,
  );
  return [head, ...left.map((alert) => renderAlert(alert, look)), timeline].join('\n\n');
}
