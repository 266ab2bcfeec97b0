import { asId } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type {
  DatasetStore,
  DatasetVersionRecord,
  NewDatasetVersion,
} from '../../datasets/store.ts';
import { instant } from '../../kit/index.ts';
import { fromToken, toPage } from '../cursor.ts';
import type { DatasetVersionsTable, Schema } from '../schema.ts';
import type { TableContext } from './context.ts';

/** Dataset versions in tables. */
export function datasetTable({ db, clock }: TableContext): DatasetStore {
  return {
    async add(version) {
      return db.transaction().execute(async (transaction) => {
        const latest = await lockDataset(transaction, version.name);
        const newest = await findVersion(transaction, version.name, latest);
        if (newest?.hash === version.hash) return { record: newest, isNew: false };
        const record = { ...pick(version), version: latest + 1, createdAt: instant(clock) };
        await insertVersion(transaction, record);
        return { record, isNew: true };
      });
    },
    async find(reference) {
      const { name, version } = parseReference(reference);
      return findVersion(db, name, version);
    },
    async versions(name) {
      const rows = await db
        .selectFrom('dataset_versions')
        .selectAll()
        .where('name', '=', name)
        .orderBy('version', 'desc')
        .execute();
      return rows.map(toRecord);
    },
    async list(page) {
      let query = db
        .selectFrom('datasets')
        .innerJoin('dataset_versions', (join) =>
          join
            .onRef('dataset_versions.name', '=', 'datasets.name')
            .onRef('dataset_versions.version', '=', 'datasets.latest_version'),
        )
        .selectAll('dataset_versions')
        .orderBy('datasets.name')
        .limit(page.limit + 1);
      if (page.after !== undefined) {
        const [name = ''] = fromToken(page.after, 1);
        query = query.where('datasets.name', '>', name);
      }
      const rows = await query.execute();
      return toPage(rows.map(toRecord), page, (item) => [item.name]);
    },
  };
}

/** Takes the row of a name for the rest of the transaction; gives its newest version, 0 for none. */
async function lockDataset(transaction: Kysely<Schema>, name: string): Promise<number> {
  const row = await transaction
    .insertInto('datasets')
    .values({ name, latest_version: 0 })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet(({ ref }) => ({ latest_version: ref('datasets.latest_version') })),
    )
    .returning('latest_version')
    .executeTakeFirstOrThrow();
  return row.latest_version;
}

async function insertVersion(
  transaction: Kysely<Schema>,
  record: DatasetVersionRecord,
): Promise<void> {
  const { name, version, hash, artifact, nRows, columns, source, createdAt } = record;
  await transaction
    .insertInto('dataset_versions')
    .values({
      name,
      version,
      hash,
      artifact,
      n_rows: nRows,
      columns: JSON.stringify(columns),
      source,
      created_at: createdAt,
    })
    .execute();
  await transaction
    .updateTable('datasets')
    .set({ latest_version: version })
    .where('name', '=', name)
    .execute();
}

async function findVersion(
  db: Kysely<Schema>,
  name: string,
  version: number | undefined,
): Promise<DatasetVersionRecord | undefined> {
  let query = db.selectFrom('dataset_versions').selectAll().where('name', '=', name);
  query =
    version === undefined
      ? query.orderBy('version', 'desc').limit(1)
      : query.where('version', '=', version);
  const row = await query.executeTakeFirst();
  return row && toRecord(row);
}

function parseReference(reference: string): { name: string; version: number | undefined } {
  const [, name, version] = /^(.*)@([1-9]\d{0,8})$/.exec(reference) ?? [];
  if (name === undefined) return { name: reference, version: undefined };
  return { name, version: Number(version) };
}

function pick(version: NewDatasetVersion): NewDatasetVersion {
  const { name, hash, artifact, nRows, columns, source } = version;
  return { name, hash, artifact, nRows, columns, source };
}

function toRecord(row: DatasetVersionsTable): DatasetVersionRecord {
  return {
    name: row.name,
    version: row.version,
    hash: asId(row.hash),
    artifact: asId(row.artifact),
    nRows: row.n_rows,
    columns: JSON.parse(row.columns),
    source: row.source,
    createdAt: row.created_at,
  };
}
