import { asId, type ModelName } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import { instant } from '../../kit/index.ts';
import type {
  NewRetraining,
  RetrainingRecord,
  RetrainingStatus,
  RetrainingStore,
} from '../../retraining/store.ts';
import { fromToken, toPage } from '../cursor.ts';
import { isSqlite } from '../is-sqlite.ts';
import type { RetrainingsTable, Schema } from '../schema.ts';
import type { TableContext } from './context.ts';
import { standInTable } from './stand-ins.ts';

const MIN_PREFIX = 6;
const ID_LENGTH = 26;

/** Retrainings in tables. */
export function retrainingTable(context: TableContext): RetrainingStore {
  const { db, clock } = context;
  return {
    ...standInTable(context),
    begin: (retraining) =>
      db.transaction().execute(async (transaction) => {
        await holdEndpoint(transaction, retraining.endpoint);
        const known = await transaction
          .selectFrom('retrainings')
          .selectAll()
          .where('key', '=', retraining.key)
          .executeTakeFirst();
        if (known !== undefined) return { record: toRecord(known), isNew: false };
        const active = await transaction
          .selectFrom('retrainings')
          .selectAll()
          .where('endpoint', '=', retraining.endpoint)
          .where('is_open', '=', 1)
          .executeTakeFirst();
        if (active !== undefined) return { active: toRecord(active) };
        const row = await transaction
          .insertInto('retrainings')
          .values(toRow(retraining, context))
          .returningAll()
          .executeTakeFirstOrThrow();
        return { record: toRecord(row), isNew: true };
      }),
    async find(idOrPrefix) {
      const prefix = idOrPrefix.toUpperCase();
      if (prefix.length < MIN_PREFIX || prefix.length > ID_LENGTH) return undefined;
      const rows = await db
        .selectFrom('retrainings')
        .selectAll()
        .where('id', '>=', prefix)
        .where('id', '<=', prefix.padEnd(ID_LENGTH, 'Z'))
        .limit(2)
        .execute();
      return rows.length === 1 && rows[0] !== undefined ? toRecord(rows[0]) : undefined;
    },
    async findByKey(key) {
      const row = await db
        .selectFrom('retrainings')
        .selectAll()
        .where('key', '=', key)
        .executeTakeFirst();
      return row && toRecord(row);
    },
    async open() {
      const rows = await db
        .selectFrom('retrainings')
        .selectAll()
        .where('is_open', '=', 1)
        .orderBy('id')
        .execute();
      return rows.map(toRecord);
    },
    async list(endpoint, page) {
      let query = db
        .selectFrom('retrainings')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (endpoint !== undefined) query = query.where('endpoint', '=', endpoint);
      if (page.after !== undefined) {
        const [id = ''] = fromToken(page.after, 1);
        query = query.where('id', '<', id);
      }
      return toPage((await query.execute()).map(toRecord), page, ({ id }) => [id]);
    },
    async change(retraining, { status, reason, steps, facts, holder }) {
      const at = instant(clock);
      const isOver = status !== undefined && !isOpenStatus(status);
      const changed = await db
        .updateTable('retrainings')
        .set({
          revision: retraining.revision + 1,
          updated_at: at,
          ...(status !== undefined && { status, is_open: Number(!isOver) }),
          ...(isOver && { ended_at: at, holder: null }),
          ...(reason !== undefined && { reason }),
          ...(steps !== undefined && { steps: JSON.stringify(steps) }),
          ...(facts !== undefined && { facts: JSON.stringify(facts) }),
          ...(holder !== undefined &&
            !isOver && { holder: holder === null ? null : JSON.stringify(holder) }),
        })
        .where('id', '=', retraining.id)
        .where('revision', '=', retraining.revision)
        .returningAll()
        .executeTakeFirst();
      return changed && toRecord(changed);
    },
  };
}

/** Whether a retraining of this status goes on. */
function isOpenStatus(status: RetrainingStatus): boolean {
  return status === 'running' || status === 'waiting';
}

/** Lets one transaction after the other begin a retraining of an endpoint; SQLite does so anyway. */
async function holdEndpoint(transaction: Kysely<Schema>, endpoint: ModelName): Promise<void> {
  if (isSqlite(transaction)) return;
  await transaction
    .selectFrom('models')
    .select('name')
    .where('name', '=', endpoint)
    .forUpdate()
    .execute();
}

function toRow(
  { endpoint, key, trigger, cause, asked }: NewRetraining,
  { clock, nextId }: Pick<TableContext, 'clock' | 'nextId'>,
): RetrainingsTable {
  const at = instant(clock);
  return {
    ...{ id: nextId(), endpoint, key, trigger, cause, asked: JSON.stringify(asked) },
    ...{ status: 'running', reason: cause, is_open: 1, steps: '[]', facts: '{}', holder: null },
    ...{ revision: 0, started_at: at, updated_at: at, ended_at: null },
  };
}

function toRecord(row: RetrainingsTable): RetrainingRecord {
  return {
    ...{ id: row.id, endpoint: asId<ModelName>(row.endpoint), key: row.key },
    ...{ trigger: row.trigger, cause: row.cause, status: row.status, reason: row.reason },
    asked: JSON.parse(row.asked) as RetrainingRecord['asked'],
    steps: JSON.parse(row.steps) as RetrainingRecord['steps'],
    facts: JSON.parse(row.facts) as RetrainingRecord['facts'],
    holder: row.holder === null ? null : (JSON.parse(row.holder) as RetrainingRecord['holder']),
    revision: row.revision,
    ...{ startedAt: row.started_at, updatedAt: row.updated_at, endedAt: row.ended_at },
  };
}
