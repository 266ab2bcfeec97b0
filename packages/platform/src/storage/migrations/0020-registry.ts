import type { Kysely } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Models without versions, versions without an artifact, what clients say of both, and names that may change.
 *
 * The tables are made anew, since neither a column that may be empty nor a key that follows its model can be had by changing one.
 */
export const registry: Migration = {
  version: 20,
  name: 'registry',
  async up(db) {
    await createModels(db);
    await createVersions(db);
    await createAliases(db);
    await copy(db as Kysely<Rebuilt>);
    for (const table of ['model_aliases', 'model_versions', 'models'])
      await db.schema.dropTable(table).execute();
    for (const table of ['models', 'model_versions', 'model_aliases'])
      await db.schema.alterTable(`${table}_next`).renameTo(table).execute();
    await db.schema
      .createIndex('models_by_update')
      .on('models')
      .columns(['updated_at', 'name'])
      .execute();
    await db.schema
      .createIndex('model_versions_by_update')
      .on('model_versions')
      .columns(['updated_at', 'name', 'version'])
      .execute();
    await db.schema
      .createIndex('model_versions_by_run')
      .on('model_versions')
      .column('run_id')
      .execute();
    await createTags(db);
  },
};

async function createModels(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('models_next')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('task', 'text')
    .addColumn('target', 'text')
    .addColumn('latest_version', 'integer', (column) => column.notNull())
    .addColumn('newest_answering', 'integer')
    .addColumn('description', 'text')
    .addColumn('created_by', 'text')
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .execute();
}

async function createVersions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('model_versions_next')
    .addColumn('name', 'text', (column) =>
      column.notNull().references('models_next.name').onUpdate('cascade'),
    )
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('estimator', 'text')
    .addColumn('run_id', 'text')
    .addColumn('artifact', 'text')
    .addColumn('metrics', 'text', (column) => column.notNull())
    .addColumn('description', 'text')
    .addColumn('created_by', 'text')
    .addColumn('source', 'text')
    .addColumn('location', 'text')
    .addColumn('run_link', 'text')
    .addColumn('model_id', 'text')
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('status_message', 'text')
    .addColumn('stage', 'text', (column) => column.notNull())
    .addColumn('created_at', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('registered_versions_key', ['name', 'version'])
    .execute();
}

async function createAliases(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('model_aliases_next')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('alias', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('registered_aliases_key', ['name', 'alias'])
    .addForeignKeyConstraint(
      'registered_aliases_version',
      ['name', 'version'],
      'model_versions_next',
      ['name', 'version'],
      (constraint) => constraint.onUpdate('cascade'),
    )
    .execute();
}

async function createTags(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('model_tags')
    .addColumn('name', 'text', (column) =>
      column.notNull().references('models.name').onUpdate('cascade').onDelete('cascade'),
    )
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('model_tags_key', ['name', 'key'])
    .execute();
  await db.schema
    .createTable('model_version_tags')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('model_version_tags_key', ['name', 'version', 'key'])
    .addForeignKeyConstraint(
      'model_version_tags_version',
      ['name', 'version'],
      'model_versions',
      ['name', 'version'],
      (constraint) => constraint.onUpdate('cascade').onDelete('cascade'),
    )
    .execute();
}

interface OldModel {
  readonly name: string;
  readonly task: string | null;
  readonly target: string | null;
  readonly latest_version: number;
  readonly updated_at: string;
}

interface OldVersion {
  readonly name: string;
  readonly version: number;
  readonly estimator: string | null;
  readonly run_id: string | null;
  readonly artifact: string | null;
  readonly metrics: string;
  readonly created_at: string;
}

interface OldAlias {
  readonly name: string;
  readonly alias: string;
  readonly version: number;
}

interface Rebuilt {
  readonly models: OldModel;
  readonly model_versions: OldVersion;
  readonly model_aliases: OldAlias;
  readonly models_next: OldModel & {
    readonly newest_answering: number | null;
    readonly created_at: string;
  };
  readonly model_versions_next: OldVersion & {
    readonly status: string;
    readonly stage: string;
    readonly updated_at: string;
  };
  readonly model_aliases_next: OldAlias;
}

/** Every version of earlier programs has an artifact and was ready when it was there. */
async function copy(db: Kysely<Rebuilt>): Promise<void> {
  const models = await db.selectFrom('models').selectAll().execute();
  for (const model of models) {
    const versions = await db
      .selectFrom('model_versions')
      .selectAll()
      .where('name', '=', model.name)
      .orderBy('version')
      .execute();
    const [first] = versions;
    await db
      .insertInto('models_next')
      .values({
        ...model,
        newest_answering: versions.at(-1)?.version ?? null,
        created_at: first?.created_at ?? model.updated_at,
      })
      .execute();
    for (const version of versions)
      await db
        .insertInto('model_versions_next')
        .values({ ...version, status: 'ready', stage: 'None', updated_at: version.created_at })
        .execute();
  }
  for (const alias of await db.selectFrom('model_aliases').selectAll().execute())
    await db.insertInto('model_aliases_next').values(alias).execute();
}
