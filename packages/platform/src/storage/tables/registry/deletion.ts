import type { ModelName } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { ChangeReason } from '../../../audit/index.ts';
import { instant } from '../../../kit/index.ts';
import type { RegistryStore, Removed } from '../../../models/registry/store.ts';
import type { Schema } from '../../schema.ts';
import type { TableContext } from '../context.ts';
import { recordChange } from '../record-change.ts';
import { releaseArtifacts } from '../released-artifacts.ts';
import { assertNoRollout } from './assert-no-rollout.ts';
import { getModelRow, getVersionRow } from './get-row.ts';
import { touchModel } from './touch.ts';

type Deletions = Pick<RegistryStore, 'deleteModel' | 'deleteVersion'>;

/** Taking models and versions away; the trail says what went. */
export function registryDeletions({ db, clock }: TableContext): Deletions {
  return {
    deleteModel: (name, reason) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        const { description } = await getModelRow(transaction, name);
        await assertNoRollout(transaction, name);
        const versions = await transaction
          .selectFrom('model_versions')
          .select(['version', 'artifact'])
          .where('name', '=', name)
          .orderBy('version')
          .execute();
        const removed = {
          versions: versions.map(({ version }) => version),
          aliases: await dropAliases(transaction, name),
        };
        await transaction.deleteFrom('model_versions').where('name', '=', name).execute();
        await transaction.deleteFrom('models').where('name', '=', name).execute();
        const hashes = versions.map(({ artifact }) => artifact);
        await releaseArtifacts(transaction, hashes, { name, at, ...personOf(reason) });
        const from = { description, ...removed };
        await recordChange(transaction, {
          at,
          change: { ...reason, action: 'model.delete', name, from },
        });
        return removed;
      }),
    deleteVersion: ({ name, version }, reason) =>
      db.transaction().execute(async (transaction): Promise<Removed> => {
        const at = instant(clock);
        const { source, run_id, artifact } = await getVersionRow(transaction, { name, version });
        await assertNoRollout(transaction, name);
        const aliases = await dropAliases(transaction, name, version);
        await transaction
          .deleteFrom('model_versions')
          .where('name', '=', name)
          .where('version', '=', version)
          .execute();
        await findNewest(transaction, name);
        const part = `/${version}`;
        await releaseArtifacts(transaction, [artifact], { name, part, at, ...personOf(reason) });
        await touchModel(transaction, name, at);
        await recordChange(transaction, {
          at,
          change: {
            ...{ ...reason, action: 'version.delete', name, part: `/${version}` },
            from: { source, runId: run_id, artifact, aliases },
          },
        });
        return { versions: [version], aliases };
      }),
  };
}

function personOf({ who, why }: ChangeReason): Pick<ChangeReason, 'who' | 'why'> {
  return { who, why };
}

/** The newest version that can answer here, once another one is gone. */
async function findNewest(transaction: Kysely<Schema>, name: ModelName): Promise<void> {
  const row = await transaction
    .selectFrom('model_versions')
    .select(({ fn }) => fn.max('version').as('newest'))
    .where('name', '=', name)
    .where('artifact', 'is not', null)
    .executeTakeFirst();
  await transaction
    .updateTable('models')
    .set({ newest_answering: row?.newest ?? null })
    .where('name', '=', name)
    .execute();
}

/** Takes away the aliases of a model, or those on one version of it. */
async function dropAliases(
  transaction: Kysely<Schema>,
  name: ModelName,
  version?: number,
): Promise<string[]> {
  let query = transaction.deleteFrom('model_aliases').where('name', '=', name);
  if (version !== undefined) query = query.where('version', '=', version);
  const rows = await query.returning('alias').execute();
  return rows.map(({ alias }) => alias).sort();
}
