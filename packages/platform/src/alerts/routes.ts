import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { NoticeStore } from '../notices/index.ts';
import { toRouteView } from './to-route.ts';

/** Lists who hears of alerts. */
export const listAlertRoutes =
  (notices: Pick<NoticeStore, 'routes'>): Handler<Operations['alerts']['routes']> =>
  async () => ({ items: (await notices.routes()).map(toRouteView) });
