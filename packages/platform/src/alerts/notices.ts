import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { NoticeStore } from '../notices/index.ts';

/** Lists what routes were told and are to be told, the newest first. */
export const listNotices =
  (notices: Pick<NoticeStore, 'notices'>): Handler<Operations['alerts']['notices']> =>
  async ({ alert, route, state, ...page }) => {
    const { items, next } = await notices.notices({ alert, route, state }, page);
    return { items: [...items], ...(next === undefined ? {} : { next }) };
  };
