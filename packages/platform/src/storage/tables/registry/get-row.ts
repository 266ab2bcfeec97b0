import { AppError, type ModelName } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { VersionAt } from '../../../models/registry/store.ts';
import { isSqlite } from '../../is-sqlite.ts';
import { modelNotFound } from '../../model-not-found.ts';
import type { ModelsTable, ModelVersionsTable, Schema } from '../../schema.ts';

const MAX_LOOKED_AT = 1000;

/**
 * The row of a model, which nobody else changes for the rest of the transaction, nor its versions and aliases.
 *
 * @throws MODEL_NOT_FOUND with the closest names
 */
export async function getModelRow(db: Kysely<Schema>, name: ModelName): Promise<ModelsTable> {
  const query = db.selectFrom('models').selectAll().where('name', '=', name);
  const row = await (isSqlite(db) ? query : query.forUpdate()).executeTakeFirst();
  if (row !== undefined) return row;
  const known = await db
    .selectFrom('models')
    .select('name')
    .orderBy('updated_at', 'desc')
    .limit(MAX_LOOKED_AT)
    .execute();
  throw modelNotFound(
    name,
    known.map((each) => each.name),
  );
}

/**
 * The row of a version; it takes the row of its model.
 *
 * @throws MODEL_NOT_FOUND, MODEL_VERSION_NOT_FOUND
 */
export async function getVersionRow(
  db: Kysely<Schema>,
  { name, version }: VersionAt,
): Promise<ModelVersionsTable> {
  const { latest_version: latestVersion } = await getModelRow(db, name);
  const row = await db
    .selectFrom('model_versions')
    .selectAll()
    .where('name', '=', name)
    .where('version', '=', version)
    .executeTakeFirst();
  if (row !== undefined) return row;
  throw new AppError('MODEL_VERSION_NOT_FOUND', {
    message: `Model "${name}" has no version ${version}.`,
    hint:
      latestVersion === 0
        ? 'It has no version yet.'
        : `Its newest version is ${latestVersion}; see all with \`kaizen models show ${name}\`.`,
    details: { name, version, latestVersion },
  });
}
