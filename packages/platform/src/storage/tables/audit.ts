import type { Kysely } from 'kysely';
import {
  type AuditChange,
  type AuditEntry,
  type AuditHead,
  type AuditStore,
  NOTHING_BEFORE,
  toEntry,
} from '../../audit/index.ts';
import type { AuditEntriesTable, Schema } from '../schema.ts';
import type { TableContext } from './context.ts';

const ONLY = 1;

/**
 * Adds a change to the trail. The caller's transaction makes the change, so that neither is there without the other; the row of
 * the head, which it takes first, lets one writer at a time go on.
 */
export async function appendAudit(
  transaction: Kysely<Schema>,
  { at, change }: { readonly at: string; readonly change: AuditChange },
): Promise<AuditHead> {
  const taken = await transaction
    .insertInto('audit_head')
    .values({ id: ONLY, seq: 1, hash: NOTHING_BEFORE })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet(({ eb, ref }) => ({ seq: eb(ref('audit_head.seq'), '+', 1) })),
    )
    .returning(['seq', 'hash as previous'])
    .executeTakeFirstOrThrow();
  const { from, to, ...entry } = toEntry(change, { at, ...taken });
  await transaction
    .insertInto('audit_entries')
    .values({ ...entry, from_value: from, to_value: to })
    .execute();
  await transaction
    .updateTable('audit_head')
    .set({ hash: entry.hash })
    .where('id', '=', ONLY)
    .execute();
  return { seq: entry.seq, hash: entry.hash };
}

/** The trail of changes in a table. */
export function auditTable({ db }: TableContext): AuditStore {
  return {
    async read({ after, limit }) {
      const rows = await db
        .selectFrom('audit_entries')
        .selectAll()
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },
    async list({ name, before, limit }) {
      let query = db.selectFrom('audit_entries').selectAll().orderBy('seq', 'desc').limit(limit);
      if (before !== undefined) query = query.where('seq', '<', before);
      if (name !== undefined) query = query.where('name', '=', name);
      return (await query.execute()).map(fromRow);
    },
    async head(): Promise<AuditHead> {
      const row = await db
        .selectFrom('audit_head')
        .select(['seq', 'hash'])
        .where('id', '=', ONLY)
        .executeTakeFirst();
      return row === undefined ? { seq: 0, hash: NOTHING_BEFORE } : { ...row };
    },
  };
}

function fromRow({ from_value: from, to_value: to, ...row }: AuditEntriesTable): AuditEntry {
  return { ...row, from, to };
}
