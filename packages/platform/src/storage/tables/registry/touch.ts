import type { Kysely } from 'kysely';
import type { VersionAt } from '../../../models/registry/store.ts';
import type { Schema } from '../../schema.ts';

/** Writes down when a model was changed last, and takes its row for the rest of the transaction. */
export async function touchModel(
  transaction: Kysely<Schema>,
  name: string,
  at: string,
): Promise<void> {
  await transaction
    .updateTable('models')
    .set({ updated_at: at })
    .where('name', '=', name)
    .execute();
}

/** Writes down when a version was changed last. */
export async function touchVersion(
  transaction: Kysely<Schema>,
  { name, version }: VersionAt,
  at: string,
): Promise<void> {
  await transaction
    .updateTable('model_versions')
    .set({ updated_at: at })
    .where('name', '=', name)
    .where('version', '=', version)
    .execute();
}
