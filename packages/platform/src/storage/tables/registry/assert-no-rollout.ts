import { AppError, type ModelName } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../schema.ts';

/** Nothing is taken from under a rollout. @throws ROLLOUT_ACTIVE */
export async function assertNoRollout(transaction: Kysely<Schema>, name: ModelName): Promise<void> {
  const row = await transaction
    .selectFrom('rollouts')
    .select(['id', 'to_version'])
    .where('endpoint', '=', name)
    .where('is_active', '=', 1)
    .executeTakeFirst();
  if (row === undefined) return;
  throw new AppError('ROLLOUT_ACTIVE', {
    message: `A model that is renamed or deleted, or a version of it, must not be in a rollout, got "${name}" with one to version ${row.to_version}.`,
    hint: `End it with \`kaizen rollouts rollback ${row.id}\`, or with \`promote\`.`,
    details: { endpoint: name, id: row.id, to: row.to_version },
  });
}
