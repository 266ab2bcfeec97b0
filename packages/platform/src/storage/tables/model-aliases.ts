import type { ModelName } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

/** Points an alias at a version, whatever it pointed at before. */
export async function pointAlias(
  transaction: Kysely<Schema>,
  name: ModelName,
  alias: string,
  version: number,
): Promise<void> {
  await transaction
    .insertInto('model_aliases')
    .values({ name, alias, version })
    .onConflict((conflict) => conflict.columns(['name', 'alias']).doUpdateSet({ version }))
    .execute();
}
