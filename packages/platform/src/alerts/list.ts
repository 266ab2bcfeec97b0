import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { AlertStore } from './store.ts';
import { toAlert } from './to-alert.ts';

/** Lists alerts, newest first: those that are not resolved, unless a state is asked for. */
export const listAlerts =
  (alerts: AlertStore): Handler<Operations['alerts']['list']> =>
  async ({ status, ...choice }) => {
    const asked = status === undefined ? (['open', 'acknowledged'] as const) : [status];
    const { items, next } = await alerts.list(asked, choice);
    return { items: items.map(toAlert), ...(next === undefined ? {} : { next }) };
  };
