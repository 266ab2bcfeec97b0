import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderPairs, renderTable } from '../table.ts';
import { type Look, nextPage } from './render.ts';

type Route = OutputOf<Operations['alerts']['route']>;
type Notices = OutputOf<Operations['alerts']['notices']>;

/** A route as text. */
export function renderRoute(route: Route, { style }: Look): string {
  const { name, match, severity, channel, to, afterMs } = route;
  return [
    `${style.green('✓')} "${name}" hears of alerts`,
    renderPairs(
      [
        ['by', `${channel}: ${to}`],
        ['about', match],
        ['least', severity],
        ['after', afterMs === 0 ? 'at once' : `${sayAfter(afterMs)} without an acknowledgement`],
        ['try it', `kaizen alerts try-route ${name}`],
      ],
      style,
    ),
  ].join('\n');
}

/** Routes as a table. */
export function renderRoutes(
  { items }: OutputOf<Operations['alerts']['routes']>,
  { style }: Look,
): string {
  if (items.length === 0)
    return 'Nobody is told of alerts. Add a route: `kaizen alerts route on-call --channel email --to ops@example.org`.';
  return renderTable<Route>(
    items,
    [
      { title: 'name', cell: ({ name }) => name },
      { title: 'about', cell: ({ match }) => match },
      { title: 'least', cell: ({ severity }) => severity },
      { title: 'after', cell: ({ afterMs }) => (afterMs === 0 ? 'at once' : sayAfter(afterMs)) },
      { title: 'channel', cell: ({ channel }) => channel },
      { title: 'to', cell: ({ to }) => to },
    ],
    style,
  );
}

/** What routes were told as a table. */
export function renderNotices({ items, next }: Notices, look: Look): string {
  if (items.length === 0) return 'Nobody was to be told of anything yet.';
  return (
    renderTable<Notices['items'][number]>(
      items,
      [
        { title: 'at', cell: ({ createdAt }) => formatInstant(createdAt) },
        { title: 'what', cell: ({ kind, severity }) => `${kind} ${severity}` },
        { title: 'about', cell: ({ subject }) => subject },
        { title: 'route', cell: ({ route }) => route },
        { title: 'state', cell: ({ state }) => state },
        { title: 'tried', align: 'right', cell: ({ nTried }) => String(nTried) },
        { title: 'status', align: 'right', cell: ({ status }) => String(status ?? '–') },
        { title: 'why', cell: ({ why }) => why ?? '–' },
      ],
      look.style,
    ) + nextPage(next, look)
  );
}

/** `30 min`, `2 h`. */
function sayAfter(ms: number): string {
  const minutes = ms / 60_000;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}
