import { asId, type ModelName } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { ModelVersionRecord } from '../../models/store.ts';
import type { ModelVersionsTable, Schema } from '../schema.ts';

/** A version that was packed here, or is a copy of one: whoever registers an artifact says what made it. */
interface AnsweringRow extends ModelVersionsTable {
  readonly artifact: string;
  readonly estimator: string;
  readonly run_id: string;
}

/** Version by alias of each of these models, by name of the alias. */
export async function aliasesOf(
  db: Kysely<Schema>,
  names: readonly string[],
): Promise<Map<string, Map<string, number>>> {
  const byModel = new Map<string, Map<string, number>>();
  if (names.length === 0) return byModel;
  const rows = await db
    .selectFrom('model_aliases')
    .selectAll()
    .where('name', 'in', names)
    .orderBy('alias')
    .execute();
  for (const { name, alias, version } of rows) {
    const versions = byModel.get(name) ?? new Map<string, number>();
    byModel.set(name, versions.set(alias, version));
  }
  return byModel;
}

/** One version of a model, if it can answer here. */
export async function findModelVersion(
  db: Kysely<Schema>,
  name: ModelName,
  version: number,
): Promise<ModelVersionRecord | undefined> {
  const row = await db
    .selectFrom('model_versions')
    .selectAll()
    .where('name', '=', name)
    .where('version', '=', version)
    .where('artifact', 'is not', null)
    .$narrowType<AnsweringRow>()
    .executeTakeFirst();
  return row && toRecord(row, (await aliasesOf(db, [name])).get(name));
}

/** Every version of a model that can answer here, newest first. */
export async function listModelVersions(
  db: Kysely<Schema>,
  name: ModelName,
): Promise<readonly ModelVersionRecord[]> {
  const rows = await db
    .selectFrom('model_versions')
    .selectAll()
    .where('name', '=', name)
    .where('artifact', 'is not', null)
    .$narrowType<AnsweringRow>()
    .orderBy('version', 'desc')
    .execute();
  const aliases = (await aliasesOf(db, [name])).get(name);
  return rows.map((row) => toRecord(row, aliases));
}

function toRecord(
  row: AnsweringRow,
  aliases: ReadonlyMap<string, number> = new Map(),
): ModelVersionRecord {
  return {
    name: asId(row.name),
    version: row.version,
    estimator: row.estimator,
    runId: asId(row.run_id),
    artifact: asId(row.artifact),
    metrics: JSON.parse(row.metrics),
    advice: row.advice === null ? null : JSON.parse(row.advice),
    createdAt: row.created_at,
    aliases: [...aliases].filter(([, version]) => version === row.version).map(([alias]) => alias),
  };
}
