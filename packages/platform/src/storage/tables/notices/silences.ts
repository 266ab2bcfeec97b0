import { instant } from '../../../kit/index.ts';
import type { NoticeStore, Silence } from '../../../notices/store.ts';
import { fromToken, toPage } from '../../cursor.ts';
import type { SilencesTable } from '../../schema.ts';
import type { TableContext } from '../context.ts';
import { recordChange } from '../record-change.ts';

/** Alerts of which nobody is told for a while, in a table. */
export function silenceTable({
  db,
  clock,
  nextId,
}: TableContext): Pick<NoticeStore, 'addSilence' | 'endSilence' | 'silences'> {
  return {
    addSilence: ({ match, untilMs, why }, reason) =>
      db.transaction().execute(async (transaction) => {
        const row = {
          ...{ id: nextId(), match, from_ms: clock.now(), until_ms: untilMs },
          ...{ who: reason.who ?? null, why },
        };
        await transaction.insertInto('silences').values(row).execute();
        const change = { action: 'silence.create', name: row.id, to: audited(row) } as const;
        const at = instant(clock);
        await recordChange(transaction, { at, change: { ...reason, why, ...change } });
        return toSilence(row);
      }),
    endSilence: (id, reason) =>
      db.transaction().execute(async (transaction) => {
        const nowMs = clock.now();
        const before = await transaction
          .selectFrom('silences')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirst();
        if (before === undefined || Number(before.until_ms) <= nowMs)
          return before && toSilence(before);
        const row = { ...before, until_ms: nowMs };
        await transaction
          .updateTable('silences')
          .set({ until_ms: nowMs })
          .where('id', '=', id)
          .execute();
        const change = {
          action: 'silence.end' as const,
          name: id,
          from: audited(before),
          to: audited(row),
        };
        const at = instant(clock);
        await recordChange(transaction, { at, change: { ...reason, ...change } });
        return toSilence(row);
      }),
    async silences({ isAll }, page) {
      let query = db
        .selectFrom('silences')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (!isAll) query = query.where('until_ms', '>', clock.now());
      if (page.after !== undefined) {
        const [id = ''] = fromToken(page.after, 1);
        query = query.where('id', '<', id);
      }
      return toPage((await query.execute()).map(toSilence), page, ({ id }) => [id]);
    },
  };
}

/** What the trail says of a silence. */
function audited({ match, until_ms }: SilencesTable): object {
  return { match, until: new Date(Number(until_ms)).toISOString() };
}

/** A row as a silence. */
export function toSilence({ id, match, who, why, ...row }: SilencesTable): Silence {
  return { id, match, fromMs: Number(row.from_ms), untilMs: Number(row.until_ms), who, why };
}
