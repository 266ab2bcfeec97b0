import { asId, type ModelName } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { RegisteredModel, RegisteredVersion } from '../../../models/registry/store.ts';
import type { ModelsTable, ModelVersionsTable, Schema } from '../../schema.ts';
import { aliasesOf } from '../model-versions.ts';

/** Most names in one list of a query; more are asked for in pieces. */
const MOST_NAMES = 500;

/** Models of rows, with their tags and aliases, in the order of the rows. */
export async function toRegisteredModels(
  db: Kysely<Schema>,
  rows: readonly ModelsTable[],
): Promise<RegisteredModel[]> {
  const names = rows.map(({ name }) => name);
  const [aliases, tags] = [await everyAlias(db, names), await modelTags(db, names)];
  return rows.map((row) => ({
    name: asId<ModelName>(row.name),
    description: row.description,
    user: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    tags: Object.fromEntries(tags.get(row.name) ?? []),
    aliases: Object.fromEntries(aliases.get(row.name) ?? []),
    task: row.task,
    target: row.target,
    newestAnswering: row.newest_answering,
  }));
}

/** Versions of rows, with their tags and aliases, in the order of the rows. */
export async function toRegisteredVersions(
  db: Kysely<Schema>,
  rows: readonly ModelVersionsTable[],
): Promise<RegisteredVersion[]> {
  const names = [...new Set(rows.map(({ name }) => name))];
  const [aliases, tags] = [await everyAlias(db, names), await versionTags(db, rows)];
  return rows.map((row) => ({
    name: asId<ModelName>(row.name),
    version: row.version,
    description: row.description,
    user: row.created_by,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    stage: row.stage,
    status: row.status,
    statusMessage: row.status_message,
    source: row.source,
    location: row.location,
    runId: row.run_id,
    runLink: row.run_link,
    modelId: row.model_id,
    tags: Object.fromEntries(tags.get(keyOf(row)) ?? []),
    aliases: [...(aliases.get(row.name) ?? [])]
      .filter(([, version]) => version === row.version)
      .map(([alias]) => alias),
    artifact: row.artifact === null ? null : asId(row.artifact),
    estimator: row.estimator,
    metrics: JSON.parse(row.metrics),
    advice: row.advice === null ? null : JSON.parse(row.advice),
  }));
}

type Pairs = Map<string, [key: string, value: string][]>;

function keyOf({ name, version }: { readonly name: string; readonly version: number }): string {
  return `${version}/${name}`;
}

async function everyAlias(
  db: Kysely<Schema>,
  names: readonly string[],
): Promise<Map<string, Map<string, number>>> {
  const all = new Map<string, Map<string, number>>();
  for (const some of inPieces(names))
    for (const [name, aliases] of await aliasesOf(db, some)) all.set(name, aliases);
  return all;
}

async function modelTags(db: Kysely<Schema>, names: readonly string[]): Promise<Pairs> {
  const tags: Pairs = new Map();
  for (const some of inPieces(names)) {
    const rows = await db
      .selectFrom('model_tags')
      .selectAll()
      .where('name', 'in', some)
      .orderBy('key')
      .execute();
    for (const { name, key, value } of rows) add(tags, name, [key, value]);
  }
  return tags;
}

async function versionTags(
  db: Kysely<Schema>,
  versions: readonly ModelVersionsTable[],
): Promise<Pairs> {
  const tags: Pairs = new Map();
  const byName = Map.groupBy(versions, ({ name }) => name);
  for (const [name, ofName] of byName)
    for (const some of inPieces(ofName.map(({ version }) => version))) {
      const rows = await db
        .selectFrom('model_version_tags')
        .selectAll()
        .where('name', '=', name)
        .where('version', 'in', some)
        .orderBy('key')
        .execute();
      for (const row of rows) add(tags, keyOf(row), [row.key, row.value]);
    }
  return tags;
}

function add(tags: Pairs, owner: string, pair: [string, string]): void {
  const known = tags.get(owner);
  if (known === undefined) tags.set(owner, [pair]);
  else known.push(pair);
}

function* inPieces<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += MOST_NAMES) yield items.slice(at, at + MOST_NAMES);
}
