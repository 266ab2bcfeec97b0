import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import type { NoticeStore } from '../notices/index.ts';
import { whoAsks } from '../who-asks.ts';
import { routeNotFound } from './route-not-found.ts';

/** Removes a route. */
export const removeAlertRoute =
  (notices: Pick<NoticeStore, 'removeRoute'>): MachineHandler<Operations['alerts']['unroute']> =>
  async ({ name, note }, machine, asked) => {
    const reason = { by: 'person', who: whoAsks(machine, asked), why: note } as const;
    if (await notices.removeRoute(name, reason)) return { name };
    throw routeNotFound(name);
  };
