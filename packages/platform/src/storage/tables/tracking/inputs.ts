import type { Kysely } from 'kysely';
import type { DatasetUse } from '../../../tracking/store.ts';
import type { Schema } from '../../schema.ts';
import type { ClaimedRun } from './claim-run.ts';

const CONTEXT_TAG = 'mlflow.data.context';

/** Writes down that a run read these tables. What is known of a table stays; tags of a later use replace those of the same name. */
export async function addDatasets(
  db: Kysely<Schema>,
  { number: run, experiment }: ClaimedRun,
  datasets: readonly DatasetUse[],
): Promise<void> {
  for (const use of datasets) {
    const dataset = await ensureDataset(db, experiment, use);
    const known = await db
      .selectFrom('run_datasets')
      .select('tags')
      .where('run', '=', run)
      .where('dataset', '=', dataset)
      .executeTakeFirst();
    const before: DatasetUse['tags'] = known === undefined ? {} : JSON.parse(known.tags);
    const tags = { ...before, ...use.tags };
    const row = { tags: JSON.stringify(tags), context: tags[CONTEXT_TAG] ?? null };
    await db
      .insertInto('run_datasets')
      .values({ run, dataset, ...row })
      .onConflict((conflict) => conflict.columns(['run', 'dataset']).doUpdateSet(row))
      .execute();
  }
}

/** Writes down which models a run read or made. */
export async function addModels(
  db: Kysely<Schema>,
  { number: run }: ClaimedRun,
  {
    direction,
    models,
  }: {
    readonly direction: 'input' | 'output';
    readonly models: readonly { readonly modelId: string; readonly step: number }[];
  },
): Promise<void> {
  for (const { modelId, step } of models)
    await db
      .insertInto('run_models')
      .values({ run, direction, model_id: modelId, step })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

async function ensureDataset(
  db: Kysely<Schema>,
  experiment: number,
  { name, digest, sourceType, source, schema, profile }: DatasetUse,
): Promise<number> {
  await db
    .insertInto('input_datasets')
    .values({
      ...{ experiment, name, digest, source_type: sourceType, source },
      ...{ schema: schema ?? null, profile: profile ?? null },
    })
    .onConflict((conflict) => conflict.columns(['experiment', 'name', 'digest']).doNothing())
    .execute();
  const { number } = await db
    .selectFrom('input_datasets')
    .select('number')
    .where('experiment', '=', experiment)
    .where('name', '=', name)
    .where('digest', '=', digest)
    .executeTakeFirstOrThrow();
  return number;
}
