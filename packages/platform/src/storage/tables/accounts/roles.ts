import { asId, type ModelName } from '@kaizenml/contracts';
import { type Expression, type Kysely, sql } from 'kysely';
import type { GivenRole, Role, Thing } from '../../../access/index.ts';
import type { Schema } from '../../schema.ts';
import { getModelRow } from '../registry/get-row.ts';
import { holdExperiments, toNumber } from '../tracking/experiments.ts';
import { experimentNotFound } from '../tracking/failures.ts';

/** A role of an account. */
export interface RoleRow {
  readonly account: string;
  readonly role: Role;
  /** Null for everywhere. */
  readonly thing: Thing | null;
}

/** @returns False where it was there. @throws EXPERIMENT_NOT_FOUND, MODEL_NOT_FOUND */
export async function insertRole(
  db: Kysely<Schema>,
  { account, role, thing }: RoleRow,
  at: string,
): Promise<boolean> {
  const row = { account, role, at };
  if (thing === null) {
    const added = await db
      .insertInto('account_roles')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return isOne(added.numInsertedOrUpdatedRows);
  }
  if (thing.kind === 'experiment') {
    const experiment = (await holdExperiments(db, [thing.id])).get(thing.id)?.number;
    if (experiment === undefined) throw experimentNotFound(thing.id);
    const added = await db
      .insertInto('experiment_roles')
      .values({ ...row, experiment })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return isOne(added.numInsertedOrUpdatedRows);
  }
  const { name: model } = await getModelRow(db, asId<ModelName>(thing.id));
  const added = await db
    .insertInto('model_roles')
    .values({ ...row, model })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return isOne(added.numInsertedOrUpdatedRows);
}

/** @returns False where it was not there. */
export async function deleteRole(
  db: Kysely<Schema>,
  { account, role, thing }: RoleRow,
): Promise<boolean> {
  if (thing === null) {
    const gone = db.deleteFrom('account_roles').where('account', '=', account);
    return isOne((await gone.where('role', '=', role).executeTakeFirst()).numDeletedRows);
  }
  if (thing.kind === 'experiment') {
    const gone = db
      .deleteFrom('experiment_roles')
      .where('account', '=', account)
      .where('experiment', '=', toNumber(thing.id) ?? -1);
    return isOne((await gone.where('role', '=', role).executeTakeFirst()).numDeletedRows);
  }
  const gone = db
    .deleteFrom('model_roles')
    .where('account', '=', account)
    .where('model', '=', thing.id);
  return isOne((await gone.where('role', '=', role).executeTakeFirst()).numDeletedRows);
}

/** The roles of accounts: those that hold everywhere first, then by thing and role. */
export async function rolesOf(
  db: Kysely<Schema>,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, readonly GivenRole[]>> {
  const found = new Map<string, GivenRole[]>(accounts.map((account) => [account, []]));
  if (accounts.length === 0) return found;
  const everywhere = await db
    .selectFrom('account_roles')
    .selectAll()
    .where('account', 'in', accounts)
    .orderBy(rank())
    .execute();
  for (const { account, role, at } of everywhere)
    found.get(account)?.push({ role, thing: null, name: null, at });
  const atExperiments = await db
    .selectFrom('experiment_roles')
    .innerJoin('experiments', 'experiments.number', 'experiment_roles.experiment')
    .select(['account', 'role', 'at', 'experiment', 'experiments.name'])
    .where('account', 'in', accounts)
    .orderBy('experiment')
    .orderBy(rank())
    .execute();
  for (const { account, role, at, experiment, name } of atExperiments)
    found
      .get(account)
      ?.push({ role, thing: { kind: 'experiment', id: String(experiment) }, name, at });
  const atModels = await db
    .selectFrom('model_roles')
    .selectAll()
    .where('account', 'in', accounts)
    .orderBy('model')
    .orderBy(rank())
    .execute();
  for (const { account, role, at, model } of atModels)
    found.get(account)?.push({ role, thing: { kind: 'model', id: model }, name: model, at });
  return found;
}

/** From the least role to the one that holds all. */
function rank(): Expression<number> {
  return sql<number>`case role when 'read' then 0 when 'write' then 1 when 'approve' then 2 else 3 end`;
}

function isOne(nRows: bigint | undefined): boolean {
  return nRows === 1n;
}
