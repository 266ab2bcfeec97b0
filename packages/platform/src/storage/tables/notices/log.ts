import type { AlertRecord } from '../../../alerts/store.ts';
import type { NoticeRecord, NoticeStore, ToldAlert } from '../../../notices/store.ts';
import { fromToken, toPage } from '../../cursor.ts';
import type { NoticesTable } from '../../schema.ts';
import type { TableContext } from '../context.ts';

/** What became of notices. */
export function noticeLog({ db }: TableContext): Pick<NoticeStore, 'notices' | 'toldSince'> {
  return {
    async notices({ alert, route, state }, page) {
      let query = db
        .selectFrom('notices')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (alert !== undefined) query = query.where('alert', '=', alert);
      if (route !== undefined) query = query.where('route_name', '=', route);
      if (state !== undefined) query = query.where('state', '=', state);
      if (page.after !== undefined) {
        const [id = ''] = fromToken(page.after, 1);
        query = query.where('id', '<', id);
      }
      return toPage((await query.execute()).map(toRecord), page, ({ id }) => [id]);
    },
    async toldSince(sinceMs) {
      const rows = await db
        .selectFrom('notices')
        .innerJoin('alerts', 'alerts.id', 'notices.alert')
        .select(['notices.tried_at_ms', 'alerts.id', 'alerts.subject', 'alerts.is_false'])
        .where('notices.state', '=', 'told')
        .where('notices.kind', '!=', 'resolved')
        .where('notices.created_at_ms', '>=', sinceMs)
        .orderBy('notices.id')
        .execute();
      const told = new Map<string, ToldAlert>();
      for (const { tried_at_ms, id: alert, subject, is_false } of rows) {
        const month = new Date(Number(tried_at_ms)).toISOString().slice(0, 7);
        const key = `${month} ${alert}`;
        const nNotices = (told.get(key)?.nNotices ?? 0) + 1;
        told.set(key, { month, subject, alert, nNotices, isFalse: is_false === 1 });
      }
      return [...told.values()];
    },
  };
}

function toRecord(row: NoticesTable): NoticeRecord {
  const { subject, severity, message } = JSON.parse(row.snapshot) as AlertRecord;
  const { id, kind, alert, state, status, why } = row;
  return {
    ...{ id, kind, alert, subject, severity, message, route: row.route_name, state, status, why },
    nTried: row.n_tried,
    createdAt: new Date(Number(row.created_at_ms)).toISOString(),
    triedAt: row.tried_at_ms === null ? null : new Date(Number(row.tried_at_ms)).toISOString(),
  };
}
