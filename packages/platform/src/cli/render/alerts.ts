import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderPairs } from '../table.ts';
import { type Look, nextPage, type Renderers } from './render.ts';

type Alert = OutputOf<Operations['alerts']['acknowledge']>;

export const renderAlerts: Renderers<'alerts'> = {
  list: ({ items, next }, look) =>
    items.length === 0
      ? look.style.green('✓ no alerts')
      : items.map((alert) => renderAlert(alert, look)).join('\n\n') + nextPage(next, look),
  acknowledge: renderAlert,
};

function renderAlert(alert: Alert, { style }: Look): string {
  const sign = alert.severity === 'error' ? style.red('✗ error') : style.yellow('! warning');
  const times = alert.count === 1 ? '' : `, ${alert.count} times since`;
  return [
    `${sign}  ${alert.message}`,
    renderPairs(
      [
        ['next', alert.hint],
        [
          'when',
          `${formatInstant(alert.lastAt)}${times && `${times} ${formatInstant(alert.firstAt)}`}`,
        ],
        ['state', alert.note === null ? alert.status : `${alert.status}: ${alert.note}`],
        ['id', alert.id],
      ],
      style,
    ),
  ].join('\n');
}
