import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import { instant } from '../../kit/index.ts';
import type { ViewRecord, ViewStore } from '../../views/store.ts';
import { fromToken, toPage } from '../cursor.ts';
import { isSqlite } from '../is-sqlite.ts';
import type { Schema, ViewsTable } from '../schema.ts';
import type { TableContext } from './context.ts';

/** Views in a table. */
export function viewTable({ db, clock }: TableContext): ViewStore {
  return {
    async save({ name, page, query, savedBy }) {
      const row = { name, page, query, saved_at: instant(clock), saved_by: savedBy };
      await db
        .insertInto('views')
        .values(row)
        .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
        .execute();
      return toRecord(row);
    },
    async list(page) {
      const name = byCharacters(db);
      let query = db
        .selectFrom('views')
        .selectAll()
        .orderBy(name)
        .limit(page.limit + 1);
      if (page.after !== undefined) {
        const [after = ''] = fromToken(page.after, 1);
        query = query.where(sql<SqlBool>`${name} > ${after}`);
      }
      const rows = await query.execute();
      return toPage(rows.map(toRecord), page, (view) => [view.name]);
    },
    async remove(name) {
      const { numDeletedRows } = await db
        .deleteFrom('views')
        .where('name', '=', name)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

/** Names in the order of their characters' numbers, whichever language the database was made for. */
function byCharacters(db: Kysely<Schema>): Expression<string> {
  const name = sql.ref<string>('views.name');
  return isSqlite(db) ? name : sql<string>`${name} collate "C"`;
}

function toRecord({ name, page, query, saved_at, saved_by }: ViewsTable): ViewRecord {
  return { name, page, query, savedAt: saved_at, savedBy: saved_by };
}
