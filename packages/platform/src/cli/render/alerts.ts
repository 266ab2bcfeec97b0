import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderPairs } from '../table.ts';
import { renderNotices, renderRoute, renderRoutes } from './alert-routes.ts';
import { renderFatigue } from './fatigue.ts';
import { type Look, nextPage, type Renderers } from './render.ts';
import { renderSilence, renderSilences } from './silences.ts';

type Alert = OutputOf<Operations['alerts']['show']>;

export const renderAlerts: Renderers<'alerts'> = {
  list: ({ items, next }, look) =>
    items.length === 0
      ? look.style.green('✓ no alerts')
      : items.map((alert) => renderAlert(alert, look)).join('\n\n') + nextPage(next, look),
  show: renderAlert,
  acknowledge: renderAlert,
  route: renderRoute,
  routes: renderRoutes,
  unroute: ({ name }) => `Route "${name}" is removed.`,
  'try-route': ({ notice }) =>
    `The server sends test ${notice}; see what came of it with \`kaizen alerts notices\`.`,
  notices: renderNotices,
  silence: renderSilence,
  silences: renderSilences,
  unsilence: renderSilence,
  fatigue: renderFatigue,
};

/** An alert as text. */
export function renderAlert(alert: Alert, { style }: Look): string {
  const { severity, message, cause, impact, hint, next, count, note, isFalse } = alert;
  const signs = {
    error: style.red('✗ error'),
    warning: style.yellow('! warning'),
    info: style.cyan('· info'),
  };
  const times = count === 1 ? '' : `, ${count} times since`;
  const by = alert.acknowledgedBy === null ? '' : ` by ${alert.acknowledgedBy}`;
  const state = alert.status === 'acknowledged' ? `acknowledged${by}` : alert.status;
  const said = note === null ? '' : `: ${note}`;
  return [
    `${signs[severity]}  ${message}`,
    renderPairs(
      [
        ...(cause === null ? [] : [['cause', cause] as const]),
        ...(impact === null ? [] : [['impact', impact] as const]),
        ['do', hint],
        ...(next === null ? [] : [['next', style.cyan(next)] as const]),
        [
          'when',
          `${formatInstant(alert.lastAt)}${times && `${times} ${formatInstant(alert.firstAt)}`}`,
        ],
        ['state', `${state}${isFalse ? ', a false alarm' : ''}${said}`],
        ['subject', alert.subject],
        ['id', alert.id],
      ],
      style,
    ),
  ].join('\n');
}
