import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { IncidentStore } from './store.ts';

/** Lists incidents, newest first. */
export const listIncidents =
  (incidents: Pick<IncidentStore, 'list'>): Handler<Operations['incidents']['list']> =>
  async ({ status, subject, ...page }) => {
    const { items, next } = await incidents.list({ status, subject }, page);
    return { items: [...items], ...(next === undefined ? {} : { next }) };
  };
