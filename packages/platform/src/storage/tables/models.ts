import { AppError, asId, type ModelName } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import { instant } from '../../kit/index.ts';
import type { ModelRecord, ModelStore, NewModelVersion } from '../../models/store.ts';
import { fromToken, toPage } from '../cursor.ts';
import { modelNotFound } from '../model-not-found.ts';
import type { Page, PageRequest } from '../page.ts';
import type { ModelsTable, Schema } from '../schema.ts';
import type { TableContext } from './context.ts';
import { assertFiniteEstimates } from './finite.ts';
import { aliasMovesOf, pointAlias, touchModel } from './model-aliases.ts';
import { aliasesOf, findModelVersion, listModelVersions } from './model-versions.ts';
import { snapshot } from './snapshot.ts';

const MAX_LOOKED_AT = 1000;

/** Models and their versions in tables. */
export function modelTable({ db, clock, nextId }: TableContext): ModelStore {
  return {
    async register(version) {
      assertFiniteEstimates(version.metrics);
      const createdAt = instant(clock);
      return db.transaction().execute(async (transaction) => {
        const number = await nextVersion(transaction, version, createdAt);
        const { name, estimator, runId, artifact, metrics, aliases = [] } = version;
        await transaction
          .insertInto('model_versions')
          .values({
            name,
            version: number,
            estimator,
            run_id: runId,
            artifact,
            metrics: JSON.stringify(metrics),
            created_at: createdAt,
          })
          .execute();
        for (const alias of new Set(aliases))
          await pointAlias(transaction, {
            ...{ id: nextId(), at: createdAt, name, alias, to: number, by: 'run', source: runId },
          });
        return {
          name,
          version: number,
          estimator,
          runId,
          artifact,
          metrics,
          createdAt,
          aliases: [...new Set(aliases)].sort(),
        };
      });
    },
    async setAlias(name, alias, version, reason = { by: 'person' }) {
      await db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        await touchModel(transaction, name, at);
        await assertVersionExists(transaction, name, version);
        await pointAlias(transaction, { ...reason, id: nextId(), at, name, alias, to: version });
      });
    },
    aliasMoves: (name, limit) => aliasMovesOf(db, name, limit),
    find: (name) =>
      snapshot(db, async (transaction) => {
        const row = await transaction
          .selectFrom('models')
          .selectAll()
          .where('name', '=', name)
          .executeTakeFirst();
        return row && toRecord(row, await aliasesOf(transaction, [name]));
      }),
    findVersion: (name, version) =>
      snapshot(db, (transaction) => findModelVersion(transaction, name, version)),
    versions: (name) => snapshot(db, (transaction) => listModelVersions(transaction, name)),
    list: (page) => snapshot(db, (transaction) => listModels(transaction, page)),
    async count() {
      const row = await db
        .selectFrom('models')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },
  };
}

async function listModels(db: Kysely<Schema>, page: PageRequest): Promise<Page<ModelRecord>> {
  let query = db
    .selectFrom('models')
    .selectAll()
    .orderBy('updated_at', 'desc')
    .orderBy('name', 'desc')
    .limit(page.limit + 1);
  if (page.after !== undefined) {
    const [updatedAt = '', name = ''] = fromToken(page.after, 2);
    query = query.where(({ eb, or, and }) =>
      or([
        eb('updated_at', '<', updatedAt),
        and([eb('updated_at', '=', updatedAt), eb('name', '<', name)]),
      ]),
    );
  }
  const rows = await query.execute();
  const names = rows.map((row) => row.name);
  const aliases = await aliasesOf(db, names);
  return toPage(
    rows.map((row) => toRecord(row, aliases)),
    page,
    (item) => [item.updatedAt, item.name],
  );
}

/** Counts the versions of a model up in one statement, so that two writers never get the same number. */
async function nextVersion(
  transaction: Kysely<Schema>,
  { name, task, target }: NewModelVersion,
  updatedAt: string,
): Promise<number> {
  const row = await transaction
    .insertInto('models')
    .values({ name, task, target, latest_version: 1, updated_at: updatedAt })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet(({ eb, ref }) => ({
        task,
        target,
        latest_version: eb(ref('models.latest_version'), '+', 1),
        updated_at: updatedAt,
      })),
    )
    .returning('latest_version')
    .executeTakeFirstOrThrow();
  return row.latest_version;
}

async function assertVersionExists(
  transaction: Kysely<Schema>,
  name: ModelName,
  version: number,
): Promise<void> {
  const row = await transaction
    .selectFrom('models')
    .leftJoin('model_versions', (join) =>
      join
        .onRef('model_versions.name', '=', 'models.name')
        .on('model_versions.version', '=', version),
    )
    .select(['models.latest_version as latest', 'model_versions.version as version'])
    .where('models.name', '=', name)
    .executeTakeFirst();
  if (row === undefined) throw modelNotFound(name, await namesOf(transaction));
  if (row.version === null)
    throw new AppError('MODEL_VERSION_NOT_FOUND', {
      message: `Model "${name}" has no version ${version}.`,
      hint: `Its newest version is ${row.latest}; see all with \`kaizen models show ${name}\`.`,
      details: { name, version, latestVersion: row.latest },
    });
}

async function namesOf(transaction: Kysely<Schema>): Promise<string[]> {
  const rows = await transaction
    .selectFrom('models')
    .select('name')
    .orderBy('updated_at', 'desc')
    .limit(MAX_LOOKED_AT)
    .execute();
  return rows.map(({ name }) => name);
}

function toRecord(
  row: ModelsTable,
  aliases: ReadonlyMap<string, ReadonlyMap<string, number>>,
): ModelRecord {
  return {
    name: asId(row.name),
    task: row.task,
    target: row.target,
    latestVersion: row.latest_version,
    aliases: Object.fromEntries(aliases.get(row.name) ?? []),
    updatedAt: row.updated_at,
  };
}
