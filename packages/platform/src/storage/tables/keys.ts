import type { KeyRecord, KeyScope, KeyStore } from '../../keys/store.ts';
import { instant } from '../../kit/index.ts';
import { fromToken, toPage } from '../cursor.ts';
import type { ApiKeysTable } from '../schema.ts';
import { getOpenAccountRow } from './accounts/index.ts';
import type { TableContext } from './context.ts';
import { recordChange } from './record-change.ts';

/** Keys in a table. */
export function keyTable({ db, clock }: TableContext): KeyStore {
  return {
    add: (key, reason) =>
      db.transaction().execute(async (transaction) => {
        const { id, name, sha256, account, scopes, endpoints, expiresAt } = key;
        const at = instant(clock);
        if (account !== null) await getOpenAccountRow(transaction, account);
        const row = await transaction
          .insertInto('api_keys')
          .values({
            ...{ id, name, sha256, account, scopes: JSON.stringify(scopes) },
            endpoints: endpoints === null ? null : JSON.stringify(endpoints),
            ...{ created_at: at, expires_at: expiresAt, revoked_at: null, last_used_at: null },
            ...{ per_second: key.perSecond, burst: key.burst, per_day: key.perDay },
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        const to = { name, account, scopes, endpoints, expiresAt };
        await recordChange(transaction, {
          at,
          change: { ...reason, action: 'key.create', name: id, to },
        });
        return toRecord(row);
      }),
    async find(id) {
      const row = await db
        .selectFrom('api_keys')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirst();
      return row === undefined ? undefined : toRecord(row);
    },
    async list(page, { account } = {}) {
      let query = db
        .selectFrom('api_keys')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (account !== undefined) query = query.where('account', '=', account);
      if (page.after !== undefined) {
        const [id = ''] = fromToken(page.after, 1);
        query = query.where('id', '<', id);
      }
      return toPage((await query.execute()).map(toRecord), page, ({ id }) => [id]);
    },
    revoke: (id, reason) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        const row = await transaction
          .updateTable('api_keys')
          .set({ revoked_at: at })
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
          .returning(['name', 'account'])
          .executeTakeFirst();
        if (row === undefined) return;
        await recordChange(transaction, {
          at,
          change: { ...reason, action: 'key.revoke', name: id, from: { ...row } },
        });
      }),
    async hasValid() {
      const row = await db
        .selectFrom('api_keys')
        .select('id')
        .where('revoked_at', 'is', null)
        .where(({ eb, or }) =>
          or([eb('expires_at', 'is', null), eb('expires_at', '>', instant(clock))]),
        )
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
    async countUses(id, day) {
      const row = await db
        .selectFrom('api_key_days')
        .select('n_requests')
        .where('key_id', '=', id)
        .where('day', '=', day)
        .executeTakeFirst();
      return row?.n_requests ?? 0;
    },
    addUses: (uses) =>
      db.transaction().execute(async (transaction) => {
        for (const { id, day, nRequests, lastUsedAt } of uses) {
          await transaction
            .insertInto('api_key_days')
            .values({ key_id: id, day, n_requests: nRequests })
            .onConflict((conflict) =>
              conflict.columns(['key_id', 'day']).doUpdateSet(({ eb }) => ({
                n_requests: eb('api_key_days.n_requests', '+', nRequests),
              })),
            )
            .execute();
          await transaction
            .updateTable('api_keys')
            .set({ last_used_at: lastUsedAt })
            .where('id', '=', id)
            .where(({ eb, or }) =>
              or([eb('last_used_at', 'is', null), eb('last_used_at', '<', lastUsedAt)]),
            )
            .execute();
        }
      }),
  };
}

function toRecord(row: ApiKeysTable): KeyRecord {
  return {
    id: row.id,
    name: row.name,
    account: row.account,
    sha256: row.sha256,
    scopes: JSON.parse(row.scopes) as KeyScope[],
    endpoints: row.endpoints === null ? null : (JSON.parse(row.endpoints) as string[]),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
    perSecond: row.per_second,
    burst: row.burst,
    perDay: row.per_day,
  };
}
