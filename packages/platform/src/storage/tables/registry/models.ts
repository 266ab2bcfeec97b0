import { AppError, type ModelName } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import { instant } from '../../../kit/index.ts';
import type { RegisteredModel, RegistryStore } from '../../../models/registry/store.ts';
import type { ModelsTable, Schema } from '../../schema.ts';
import type { TableContext } from '../context.ts';
import { recordChange } from '../record-change.ts';
import { snapshot } from '../snapshot.ts';
import { assertNoRollout } from './assert-no-rollout.ts';
import { getModelRow } from './get-row.ts';
import { countModels, searchModels } from './search.ts';
import { setModelTags } from './set-tags.ts';
import { standingsOf } from './standings.ts';
import { stopUnreleasable } from './stop-rollout.ts';
import { toRegisteredModels } from './to-registered.ts';

type ModelMethods = Pick<
  RegistryStore,
  | 'createModel'
  | 'findModel'
  | 'searchModels'
  | 'countModels'
  | 'standings'
  | 'describeModel'
  | 'tagModel'
  | 'renameModel'
>;

/** Registered models: their names, descriptions and tags. */
export function registeredModels({ db, clock, nextId }: TableContext): ModelMethods {
  return {
    createModel: ({ name, description, user, tags = {} }, reason) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        await assertFree(transaction, name);
        await transaction
          .insertInto('models')
          .values({
            ...{ name, latest_version: 0, created_at: at, updated_at: at },
            ...{ description: description ?? null, created_by: user ?? null },
          })
          .execute();
        await setModelTags(transaction, name, tags);
        const to = { description: description ?? null, tags };
        await recordChange(transaction, {
          at,
          change: { ...reason, action: 'model.create', name, to },
        });
        return read(transaction, name);
      }),
    findModel: (name) =>
      snapshot(db, async (transaction) => {
        const row = await transaction
          .selectFrom('models')
          .selectAll()
          .where('name', '=', name)
          .executeTakeFirst();
        return row && toModel(transaction, row);
      }),
    searchModels: (search, page) =>
      snapshot(db, (transaction) => searchModels(transaction, search, page)),
    countModels: (search) => snapshot(db, (transaction) => countModels(transaction, search)),
    standings: (names) => snapshot(db, (transaction) => standingsOf(transaction, names)),
    describeModel: (name, { description, reason }) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        const before = await getModelRow(transaction, name);
        await transaction
          .updateTable('models')
          .set({ description, updated_at: at })
          .where('name', '=', name)
          .execute();
        await stopUnreleasable(transaction, name, { id: nextId(), at, who: reason.who });
        const change = { action: 'model.describe', name, from: before.description } as const;
        await recordChange(transaction, { at, change: { ...reason, ...change, to: description } });
        return read(transaction, name);
      }),
    tagModel: (name, { tags, reason }) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        await getModelRow(transaction, name);
        const from = await setModelTags(transaction, name, tags);
        await recordChange(transaction, {
          at,
          change: { ...reason, action: 'model.tag', name, from, to: tags },
        });
      }),
    renameModel: (name, { to, reason }) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        await getModelRow(transaction, name);
        if (to !== name) await assertFree(transaction, to);
        await assertNoRollout(transaction, name);
        await transaction
          .updateTable('models')
          .set({ name: to, updated_at: at })
          .where('name', '=', name)
          .execute();
        await transaction
          .updateTable('model_versions')
          .set({ updated_at: at })
          .where('name', '=', to)
          .execute();
        await takeHistoryAlong(transaction, name, to);
        await recordChange(transaction, {
          at,
          change: { ...reason, action: 'model.rename', name, from: name, to },
        });
        return read(transaction, to);
      }),
  };
}

/** What is kept by name beside the registry: the trail alone says what it was called. */
async function takeHistoryAlong(
  transaction: Kysely<Schema>,
  from: ModelName,
  to: ModelName,
): Promise<void> {
  await transaction.updateTable('alias_moves').set({ name: to }).where('name', '=', from).execute();
  await transaction.deleteFrom('endpoints').where('name', '=', to).execute();
  await transaction.updateTable('endpoints').set({ name: to }).where('name', '=', from).execute();
  await transaction
    .updateTable('endpoint_changes')
    .set({ endpoint: to })
    .where('endpoint', '=', from)
    .execute();
  for (const table of ['rollouts', 'retrainings', 'stand_ins'] as const)
    await transaction
      .updateTable(table)
      .set({ endpoint: to })
      .where('endpoint', '=', from)
      .execute();
}

async function assertFree(transaction: Kysely<Schema>, name: ModelName): Promise<void> {
  const row = await transaction
    .selectFrom('models')
    .select('name')
    .where('name', '=', name)
    .executeTakeFirst();
  if (row === undefined) return;
  throw new AppError('MODEL_EXISTS', {
    message: `A new model must have a name of its own, got "${name}", which is registered.`,
    hint: `See it with \`kaizen models list\`, or choose another name.`,
    details: { name },
  });
}

async function read(transaction: Kysely<Schema>, name: ModelName): Promise<RegisteredModel> {
  return toModel(transaction, await getModelRow(transaction, name));
}

async function toModel(transaction: Kysely<Schema>, row: ModelsTable): Promise<RegisteredModel> {
  const [model] = await toRegisteredModels(transaction, [row]);
  return model as RegisteredModel;
}
