import type { NoticeStore } from '../../../notices/store.ts';
import type { TableContext } from '../context.ts';
import { noticeLog } from './log.ts';
import { outbox } from './outbox.ts';
import { routeTable } from './routes.ts';
import { silenceTable } from './silences.ts';

export { writeDue, writeResolved } from './write-notices.ts';

/** Routes, silences and notices in tables. */
export function noticeTable(context: TableContext): NoticeStore {
  return {
    ...routeTable(context),
    ...silenceTable(context),
    ...outbox(context),
    ...noticeLog(context),
  };
}
