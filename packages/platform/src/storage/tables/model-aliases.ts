import type { ModelName } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { AliasMove, AliasReason } from '../../models/store.ts';
import type { Schema } from '../schema.ts';
import { recordChange } from './record-change.ts';

/** An alias that is to move, and what its history says of it. */
export interface NewAliasMove extends AliasReason {
  readonly id: string;
  readonly at: string;
  readonly name: ModelName;
  readonly alias: string;
  readonly to: number;
}

/**
 * Points an alias at a version, whatever it pointed at before, and writes down who moved it and why.
 *
 * Who calls it has taken the row of the model, so that nobody moves the alias meanwhile.
 */
export async function pointAlias(
  transaction: Kysely<Schema>,
  { id, at, name, alias, to, by, source = null, who = null, why = null }: NewAliasMove,
): Promise<void> {
  const before = await transaction
    .selectFrom('model_aliases')
    .select('version')
    .where('name', '=', name)
    .where('alias', '=', alias)
    .executeTakeFirst();
  await transaction
    .insertInto('model_aliases')
    .values({ name, alias, version: to })
    .onConflict((conflict) => conflict.columns(['name', 'alias']).doUpdateSet({ version: to }))
    .execute();
  await transaction
    .insertInto('alias_moves')
    .values({
      ...{ id, name, alias, at, from_version: before?.version ?? null, to_version: to },
      ...{ by, source, who, why },
    })
    .execute();
  await recordChange(transaction, {
    at,
    change: {
      ...{ action: 'alias.set', name, part: `@${alias}` },
      ...{ from: before?.version, to, by, source, who, why },
    },
  });
}

/** The moves of the aliases of a model, newest first. */
export async function aliasMovesOf(
  db: Kysely<Schema>,
  name: ModelName,
  limit: number,
): Promise<AliasMove[]> {
  const rows = await db
    .selectFrom('alias_moves')
    .selectAll()
    .where('name', '=', name)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ at, alias, from_version: from, to_version: to, by, source, who, why }) => ({
    ...{ at, alias, from, to, by, source, who, why },
  }));
}
