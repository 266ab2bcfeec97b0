import type { Kysely } from 'kysely';
import type {
  RegisteredModel,
  RegisteredVersion,
  RegistrySearch,
} from '../../../models/registry/store.ts';
import { fromToken, toPage } from '../../cursor.ts';
import type { Page, PageRequest } from '../../page.ts';
import type { Schema } from '../../schema.ts';
import { type FieldOf, holds } from './holds.ts';
import { narrowed } from './narrowed.ts';
import { afterKey, type Key, resolveOrder } from './order.ts';
import { toRegisteredModels, toRegisteredVersions } from './to-registered.ts';

/** Rows that are read at once. */
const MOST_READ = 2000;

/** A page of models. The database leaves out what it surely may; what is left is decided here, so that every dialect agrees. */
export async function searchModels(
  db: Kysely<Schema>,
  { condition, words = [], orders }: RegistrySearch,
  page: PageRequest,
): Promise<Page<RegisteredModel>> {
  const order = resolveOrder(orders, MODEL_ORDER);
  const columns = { name: 'name' } as const;
  return searchPage(page, order, {
    keep: (model: RegisteredModel) =>
      (condition === undefined || holds(condition, model, modelField)) && hasWords(model, words),
    async read(after, limit) {
      let query = db.selectFrom('models').selectAll().limit(limit);
      for (const { column, isDescending } of order)
        query = query.orderBy(column, isDescending ? 'desc' : 'asc');
      if (after !== undefined) query = query.where((eb) => afterKey(eb, order, after));
      if (condition !== undefined)
        query = query.where((eb) =>
          narrowed(eb, condition, {
            columns,
            hasTag: (key, value) =>
              eb.exists(
                eb
                  .selectFrom('model_tags')
                  .select('key')
                  .whereRef('model_tags.name', '=', 'models.name')
                  .where('key', '=', key)
                  .where('value', '=', value),
              ),
          }),
        );
      return toRegisteredModels(db, await query.execute());
    },
    fieldOf: (model, column) =>
      column === 'name' ? model.name : column === 'created_at' ? model.createdAt : model.updatedAt,
  });
}

/** How many models there are, or are found by a search. */
export async function countModels(
  db: Kysely<Schema>,
  search: Pick<RegistrySearch, 'condition' | 'words'>,
): Promise<number> {
  if (search.condition === undefined && (search.words ?? []).length === 0) {
    const { n } = await db
      .selectFrom('models')
      .select((eb) => eb.fn.countAll<number | string>().as('n'))
      .executeTakeFirstOrThrow();
    return Number(n);
  }
  let n = 0;
  let after: string | undefined;
  do {
    const page = { limit: MOST_READ, ...(after === undefined ? {} : { after }) };
    const { items, next } = await searchModels(db, { ...search, orders: [] }, page);
    n += items.length;
    after = next;
  } while (after !== undefined);
  return n;
}

/** A page of versions; as `searchModels`. */
export async function searchVersions(
  db: Kysely<Schema>,
  { condition, orders }: RegistrySearch,
  page: PageRequest,
): Promise<Page<RegisteredVersion>> {
  const order = resolveOrder(orders, orders.length === 0 ? NEWEST_VERSIONS : VERSION_ORDER);
  const columns = {
    ...{ name: 'name', run_id: 'run_id' },
    ...{ source_path: 'source', version_number: 'version' },
  } as const;
  return searchPage(page, order, {
    keep: (version: RegisteredVersion) =>
      condition === undefined || holds(condition, version, versionField),
    async read(after, limit) {
      let query = db.selectFrom('model_versions').selectAll().limit(limit);
      for (const { column, isDescending } of order)
        query = query.orderBy(column, isDescending ? 'desc' : 'asc');
      if (after !== undefined) query = query.where((eb) => afterKey(eb, order, after));
      if (condition !== undefined)
        query = query.where((eb) =>
          narrowed(eb, condition, {
            columns,
            hasTag: (key, value) =>
              eb.exists(
                eb
                  .selectFrom('model_version_tags')
                  .select('key')
                  .whereRef('model_version_tags.name', '=', 'model_versions.name')
                  .whereRef('model_version_tags.version', '=', 'model_versions.version')
                  .where('key', '=', key)
                  .where('value', '=', value),
              ),
          }),
        );
      return toRegisteredVersions(db, await query.execute());
    },
    fieldOf: (version, column) =>
      column === 'name'
        ? version.name
        : column === 'version'
          ? version.version
          : column === 'created_at'
            ? version.createdAt
            : version.updatedAt,
  });
}

const MODEL_ORDER = {
  columns: {
    name: 'name',
    creation_timestamp: 'created_at',
    last_updated_timestamp: 'updated_at',
  },
  fallback: [{ column: 'name', isDescending: false }],
} as const;

const VERSION_ORDER = {
  columns: { ...MODEL_ORDER.columns, version_number: 'version' },
  fallback: [
    { column: 'name', isDescending: false },
    { column: 'version', isDescending: true },
  ],
} as const;

/** Where nothing was asked for. */
const NEWEST_VERSIONS = {
  ...VERSION_ORDER,
  fallback: [{ column: 'updated_at', isDescending: true }, ...VERSION_ORDER.fallback],
} as const;

const modelField: FieldOf<RegisteredModel> = (model, { of, key }) => {
  if (of === 'tag') return ownValue(model.tags, key);
  if (of !== 'attribute') return null;
  if (key === 'creation_timestamp') return Date.parse(model.createdAt);
  if (key === 'last_updated_timestamp') return Date.parse(model.updatedAt);
  return key === 'name' ? model.name : null;
};

const versionField: FieldOf<RegisteredVersion> = (version, { of, key }) => {
  if (of === 'tag') return ownValue(version.tags, key);
  if (of !== 'attribute') return null;
  const attributes: Readonly<Record<string, string | number | null>> = {
    name: version.name,
    version_number: version.version,
    run_id: version.runId,
    source_path: version.source,
    creation_timestamp: Date.parse(version.createdAt),
    last_updated_timestamp: Date.parse(version.updatedAt),
  };
  return ownValue(attributes, key);
};

/** Whether each word stands in what people read of a model. */
function hasWords({ name, description, tags }: RegisteredModel, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const texts = [name, description ?? '', ...Object.entries(tags).flat()];
  const said = texts.map((text) => text.toLowerCase());
  return words.every((word) => said.some((text) => text.includes(word.toLowerCase())));
}

function ownValue<Value>(values: Readonly<Record<string, Value>>, key: string): Value | null {
  return Object.hasOwn(values, key) ? (values[key] ?? null) : null;
}

/** Reads on until the page is full: what the database let through is not always wanted. */
async function searchPage<Item, Column extends string>(
  page: PageRequest,
  order: readonly Key<Column>[],
  {
    read,
    keep,
    fieldOf,
  }: {
    readonly read: (
      after: readonly (string | number)[] | undefined,
      limit: number,
    ) => Promise<readonly Item[]>;
    readonly keep: (item: Item) => boolean;
    readonly fieldOf: (item: Item, column: Column) => string | number;
  },
): Promise<Page<Item>> {
  const wanted = page.limit + 1;
  const kept: Item[] = [];
  const keyOf = (item: Item) => order.map(({ column }) => fieldOf(item, column));
  let after =
    page.after === undefined
      ? undefined
      : fromToken(page.after, order.length).map((part, i) =>
          order[i]?.column === 'version' ? Number(part) : part,
        );
  while (kept.length < wanted) {
    const limit = Math.min(MOST_READ, Math.max(wanted - kept.length, 100));
    const items = await read(after, limit);
    for (const item of items) if (keep(item)) kept.push(item);
    const last = items.at(-1);
    if (last === undefined || items.length < limit) break;
    after = keyOf(last);
  }
  return toPage(kept.slice(0, wanted), page, (item) => keyOf(item).map(String));
}
