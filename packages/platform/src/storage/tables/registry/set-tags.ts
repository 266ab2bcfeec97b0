import type { Kysely } from 'kysely';
import type { VersionAt } from '../../../models/registry/store.ts';
import type { Schema } from '../../schema.ts';

/** What tags become; null takes one away. */
type Tags = Readonly<Record<string, string | null>>;

/** Sets tags of a model. @returns What they were before, null where there was none. */
export async function setModelTags(
  transaction: Kysely<Schema>,
  name: string,
  tags: Tags,
): Promise<Record<string, string | null>> {
  const before: Record<string, string | null> = {};
  for (const [key, value] of Object.entries(tags)) {
    const known = await transaction
      .selectFrom('model_tags')
      .select('value')
      .where('name', '=', name)
      .where('key', '=', key)
      .executeTakeFirst();
    before[key] = known?.value ?? null;
    if (value === null)
      await transaction
        .deleteFrom('model_tags')
        .where('name', '=', name)
        .where('key', '=', key)
        .execute();
    else
      await transaction
        .insertInto('model_tags')
        .values({ name, key, value })
        .onConflict((conflict) => conflict.columns(['name', 'key']).doUpdateSet({ value }))
        .execute();
  }
  return before;
}

/** Sets tags of a version. @returns What they were before, null where there was none. */
export async function setVersionTags(
  transaction: Kysely<Schema>,
  { name, version }: VersionAt,
  tags: Tags,
): Promise<Record<string, string | null>> {
  const before: Record<string, string | null> = {};
  for (const [key, value] of Object.entries(tags)) {
    const known = await transaction
      .selectFrom('model_version_tags')
      .select('value')
      .where('name', '=', name)
      .where('version', '=', version)
      .where('key', '=', key)
      .executeTakeFirst();
    before[key] = known?.value ?? null;
    if (value === null)
      await transaction
        .deleteFrom('model_version_tags')
        .where('name', '=', name)
        .where('version', '=', version)
        .where('key', '=', key)
        .execute();
    else
      await transaction
        .insertInto('model_version_tags')
        .values({ name, version, key, value })
        .onConflict((conflict) =>
          conflict.columns(['name', 'version', 'key']).doUpdateSet({ value }),
        )
        .execute();
  }
  return before;
}
