import { asId, type ModelName } from '@kaizenml/contracts';
import { instant } from '../../kit/index.ts';
import type { RetrainingStore, StandInRecord } from '../../retraining/store.ts';
import type { StandInsTable } from '../schema.ts';
import type { TableContext } from './context.ts';

/** Understudies that answer, or did, in a table. */
export function standInTable({
  db,
  clock,
}: Pick<TableContext, 'db' | 'clock'>): Pick<
  RetrainingStore,
  'standIn' | 'findStandIn' | 'standIns' | 'setStandIn'
> {
  const findRow = (key: string) =>
    db.selectFrom('stand_ins').selectAll().where('key', '=', key).executeTakeFirst();
  return {
    async standIn({ key, endpoint, column, from, to, cause }) {
      await db
        .insertInto('stand_ins')
        .values({
          ...{ key, endpoint, column_name: column, from_version: from, to_version: to, cause },
          ...{ status: 'opening', started_at: instant(clock), ended_at: null },
        })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute();
      return toRecord(
        await db
          .selectFrom('stand_ins')
          .selectAll()
          .where('key', '=', key)
          .executeTakeFirstOrThrow(),
      );
    },
    async findStandIn(key) {
      const row = await findRow(key);
      return row && toRecord(row);
    },
    async standIns(endpoint) {
      const rows = await db
        .selectFrom('stand_ins')
        .selectAll()
        .where('endpoint', '=', endpoint)
        .orderBy('started_at', 'desc')
        .orderBy('key')
        .execute();
      return rows.map(toRecord);
    },
    async setStandIn(key, status) {
      const row = await db
        .updateTable('stand_ins')
        .set({ status, ended_at: status === 'standing' ? null : instant(clock) })
        .where('key', '=', key)
        .returningAll()
        .executeTakeFirstOrThrow();
      return toRecord(row);
    },
  };
}

function toRecord(row: StandInsTable): StandInRecord {
  return {
    ...{ key: row.key, endpoint: asId<ModelName>(row.endpoint), column: row.column_name },
    ...{ from: row.from_version, to: row.to_version, status: row.status, cause: row.cause },
    ...{ startedAt: row.started_at, endedAt: row.ended_at },
  };
}
