import { asId } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { DatasetStore, NewDatasetVersion } from '../../datasets/store.ts';
import { instant } from '../../kit/index.ts';
import { fromToken, toPage } from '../cursor.ts';
import type { Schema } from '../schema.ts';
import { alone } from './alone.ts';
import type { TableContext } from './context.ts';
import { findByReference, findVersion } from './dataset-references.ts';
import { toRecord, toRow } from './dataset-rows.ts';

/** Dataset versions in tables. */
export function datasetTable(context: TableContext): DatasetStore {
  return { ...versionsOf(context), ...tagsOf(context), ...endsOf(context) };
}

function versionsOf({
  db,
  clock,
}: TableContext): Pick<DatasetStore, 'add' | 'find' | 'versions' | 'list' | 'amend'> {
  return {
    async add(version, confirm) {
      return db.transaction().execute(async (transaction) => {
        const latest = await lockDataset(transaction, version.name);
        const newest = await findVersion(transaction, version.name, { span: version.span });
        if (newest?.hash === version.hash) return { record: newest, isNew: false };
        await confirm?.();
        const record = { ...pick(version), version: latest + 1, createdAt: instant(clock) };
        await transaction.insertInto('dataset_versions').values(toRow(record)).execute();
        await transaction
          .updateTable('datasets')
          .set({ latest_version: record.version })
          .where('name', '=', record.name)
          .execute();
        return { record, isNew: true };
      });
    },
    find: (reference) => findByReference(db, reference),
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
        .selectFrom('dataset_versions as own')
        .selectAll()
        .where(({ eb, selectFrom }) =>
          eb(
            'version',
            '=',
            selectFrom('dataset_versions as other')
              .select(({ fn }) => fn.max('other.version').as('newest'))
              .whereRef('other.name', '=', 'own.name'),
          ),
        )
        .orderBy('name')
        .limit(page.limit + 1);
      if (page.after !== undefined) {
        const [name = ''] = fromToken(page.after, 1);
        query = query.where('name', '>', name);
      }
      const rows = await query.execute();
      return toPage(rows.map(toRecord), page, (item) => [item.name]);
    },
    async amend({ name, version }, change, confirm) {
      await alone(db, async (transaction) => {
        const record = await findVersion(transaction, name, { version });
        if (record === undefined) return;
        await confirm?.();
        await transaction
          .updateTable('dataset_versions')
          .set(toRow({ ...record, ...change }))
          .where('name', '=', name)
          .where('version', '=', version)
          .execute();
      });
    },
  };
}

function tagsOf({ db }: TableContext): Pick<DatasetStore, 'tags' | 'tag' | 'untag'> {
  return {
    async tags(name) {
      const rows = await db
        .selectFrom('dataset_tags')
        .select(['tag', 'version'])
        .where('name', '=', name)
        .orderBy('tag')
        .execute();
      return rows.map(({ tag, version }) => ({ tag, version }));
    },
    async tag(name, { tag, version }) {
      await db.transaction().execute((transaction) =>
        transaction
          .insertInto('dataset_tags')
          .values({ name, tag, version })
          .onConflict((conflict) => conflict.columns(['name', 'tag']).doUpdateSet({ version }))
          .execute(),
      );
    },
    async untag(name, tag) {
      return db.transaction().execute(async (transaction) => {
        const rows = await transaction
          .deleteFrom('dataset_tags')
          .where('name', '=', name)
          .where('tag', '=', tag)
          .returning('tag')
          .execute();
        return rows.length > 0;
      });
    },
  };
}

function endsOf({
  db,
  clock,
}: TableContext): Pick<DatasetStore, 'remove' | 'tombstones' | 'locked'> {
  return {
    async remove(versions) {
      await db.transaction().execute(async (transaction) => {
        for (const { name, version } of versions) {
          const record = await findVersion(transaction, name, { version });
          if (record === undefined) continue;
          const { hash, createdAt } = record;
          for (const table of ['dataset_tags', 'dataset_versions'] as const)
            await transaction
              .deleteFrom(table)
              .where('name', '=', name)
              .where('version', '=', version)
              .execute();
          const tombstone = { name, version, hash, created_at: createdAt };
          await transaction
            .insertInto('dataset_tombstones')
            .values({ ...tombstone, removed_at: instant(clock) })
            .execute();
        }
      });
    },
    async tombstones(name) {
      const rows = await db
        .selectFrom('dataset_tombstones')
        .selectAll()
        .where('name', '=', name)
        .orderBy('version', 'desc')
        .execute();
      return rows.map((row) => ({
        name,
        version: row.version,
        hash: asId(row.hash),
        createdAt: row.created_at,
        removedAt: row.removed_at,
      }));
    },
    async locked(work) {
      return alone(db, async (transaction) => {
        const rows = await transaction.selectFrom('dataset_versions').selectAll().execute();
        return work(rows.map(toRecord), (artifact) => isHeldElsewhere(transaction, artifact));
      });
    },
  };
}

/** Whether a run, a model or a step needs the artifact, besides any dataset version. */
async function isHeldElsewhere(transaction: Kysely<Schema>, artifact: string): Promise<boolean> {
  for (const [table, column] of [
    ['run_artifacts', 'hash'],
    ['model_versions', 'artifact'],
    ['step_cache', 'output'],
  ] as const) {
    const { ref } = transaction.dynamic;
    const row = await transaction
      .selectFrom(table)
      .select(ref<string>(column))
      .where(ref<string>(column), '=', artifact)
      .limit(1)
      .executeTakeFirst();
    if (row !== undefined) return true;
  }
  return false;
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

function pick(version: NewDatasetVersion): NewDatasetVersion {
  const { name, hash, artifact, nRows, columns, source, raw, layout, span } = version;
  return {
    ...{ name, hash, artifact, nRows, columns, source },
    ...(raw === undefined ? {} : { raw }),
    ...(layout === undefined ? {} : { layout }),
    ...(span === undefined ? {} : { span }),
  };
}
