import type { Anomaly } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import { instant } from '../../kit/index.ts';
import type { SchemaRecord, SchemaStore } from '../../schemas/store.ts';
import { fromToken, toPage } from '../cursor.ts';
import type { Schema, SchemaVersionsTable } from '../schema.ts';
import { alone } from './alone.ts';
import type { TableContext } from './context.ts';

/** Schemas of datasets in tables. */
export function schemaTable(context: TableContext): SchemaStore {
  return { ...versionsOf(context), ...proposalsOf(context) };
}

function versionsOf({
  db,
  clock,
}: TableContext): Pick<SchemaStore, 'add' | 'find' | 'versions' | 'list'> {
  return {
    async add({ name, text }, after) {
      return db.transaction().execute(async (transaction) => {
        const latest = await lockSchema(transaction, name);
        if (after !== undefined && after !== latest) return undefined;
        const newest = await findVersion(transaction, name, latest);
        if (newest?.text === text) return { record: newest, isNew: false };
        const record = { name, version: latest + 1, text, createdAt: instant(clock) };
        await insertVersion(transaction, record);
        return { record, isNew: true };
      });
    },
    async find(reference) {
      const [, name = reference, version] = /^(.*)@([1-9]\d{0,8})$/.exec(reference) ?? [];
      return findVersion(db, name, version === undefined ? undefined : Number(version));
    },
    async versions(name) {
      const rows = await db
        .selectFrom('schema_versions')
        .selectAll()
        .where('name', '=', name)
        .orderBy('version', 'desc')
        .execute();
      return rows.map(toRecord);
    },
    async list(page) {
      let query = db
        .selectFrom('schemas')
        .innerJoin('schema_versions', (join) =>
          join
            .onRef('schema_versions.name', '=', 'schemas.name')
            .onRef('schema_versions.version', '=', 'schemas.latest_version'),
        )
        .selectAll('schema_versions')
        .orderBy('schemas.name')
        .limit(page.limit + 1);
      if (page.after !== undefined) {
        const [name = ''] = fromToken(page.after, 1);
        query = query.where('schemas.name', '>', name);
      }
      const rows = await query.execute();
      return toPage(rows.map(toRecord), page, (item) => [item.name]);
    },
  };
}

function proposalsOf({ db }: TableContext): Pick<SchemaStore, 'propose' | 'proposals' | 'settle'> {
  return {
    async propose(subject, anomalies) {
      await alone(db, async (transaction) => {
        await transaction.deleteFrom('schema_proposals').where('subject', '=', subject).execute();
        const byPatch = new Map(
          anomalies.flatMap((anomaly) => (anomaly.patch ? [[anomaly.patch.id, anomaly]] : [])),
        );
        for (const [position, [patch, anomaly]] of [...byPatch].entries()) {
          const row = { subject, patch, position, anomaly: JSON.stringify(anomaly) };
          await transaction.insertInto('schema_proposals').values(row).execute();
        }
      });
    },
    async proposals(subject) {
      const rows = await db
        .selectFrom('schema_proposals')
        .select('anomaly')
        .where('subject', '=', subject)
        .orderBy('position')
        .execute();
      return rows.map(({ anomaly }) => JSON.parse(anomaly) as Anomaly);
    },
    async settle(subject, patches) {
      if (patches.length === 0) return;
      await db
        .deleteFrom('schema_proposals')
        .where('subject', '=', subject)
        .where('patch', 'in', patches)
        .execute();
    },
  };
}

/** Takes the row of a name for the rest of the transaction; gives its newest version, 0 for none. */
async function lockSchema(transaction: Kysely<Schema>, name: string): Promise<number> {
  const row = await transaction
    .insertInto('schemas')
    .values({ name, latest_version: 0 })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet(({ ref }) => ({ latest_version: ref('schemas.latest_version') })),
    )
    .returning('latest_version')
    .executeTakeFirstOrThrow();
  return row.latest_version;
}

async function insertVersion(
  transaction: Kysely<Schema>,
  { name, version, text, createdAt }: SchemaRecord,
): Promise<void> {
  await transaction
    .insertInto('schema_versions')
    .values({ name, version, text, created_at: createdAt })
    .execute();
  await transaction
    .updateTable('schemas')
    .set({ latest_version: version })
    .where('name', '=', name)
    .execute();
}

async function findVersion(
  db: Kysely<Schema>,
  name: string,
  version: number | undefined,
): Promise<SchemaRecord | undefined> {
  let query = db.selectFrom('schema_versions').selectAll().where('name', '=', name);
  query =
    version === undefined
      ? query.orderBy('version', 'desc').limit(1)
      : query.where('version', '=', version);
  const row = await query.executeTakeFirst();
  return row && toRecord(row);
}

function toRecord({ name, version, text, created_at }: SchemaVersionsTable): SchemaRecord {
  return { name, version, text, createdAt: created_at };
}
