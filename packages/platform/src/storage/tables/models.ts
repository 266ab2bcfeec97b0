import { asId, type ModelName, type ModelTask, type VersionAdvice } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import { instant } from '../../kit/index.ts';
import type { ModelRecord, ModelStore, NewModelVersion, Unanswering } from '../../models/store.ts';
import { fromToken, toPage } from '../cursor.ts';
import type { Page, PageRequest } from '../page.ts';
import type { ModelsTable, Schema } from '../schema.ts';
import type { TableContext } from './context.ts';
import { assertFiniteEstimates } from './finite.ts';
import { aliasMovesOf, pointAlias } from './model-aliases.ts';
import { aliasesOf, findModelVersion, listModelVersions } from './model-versions.ts';
import { nextNumber } from './next-number.ts';
import { recordChange } from './record-change.ts';
import { registryAliases } from './registry/aliases.ts';
import { assertReleasableNow, CHAMPION } from './registry/release.ts';
import { snapshot } from './snapshot.ts';

/** Models and their versions in tables. */
export function modelTable(context: TableContext): ModelStore {
  const { db, clock, nextId } = context;
  return {
    async register(version) {
      assertFiniteEstimates(version.metrics);
      const createdAt = instant(clock);
      return db.transaction().execute(async (transaction) => {
        const number = await nextVersion(transaction, version, createdAt);
        const { name, estimator, runId, artifact, metrics, aliases = [] } = version;
        const advice = await numbered(transaction, version);
        await transaction
          .insertInto('model_versions')
          .values({
            name,
            version: number,
            estimator,
            run_id: runId,
            artifact,
            metrics: JSON.stringify(metrics),
            advice: advice && JSON.stringify(advice),
            ...{ status: 'ready', stage: 'None' },
            ...{ created_at: createdAt, updated_at: createdAt },
          })
          .execute();
        await recordChange(transaction, {
          at: createdAt,
          change: {
            ...{ action: 'version.create', name, part: `/${number}` },
            ...{ to: { artifact, estimator, runId }, by: 'run', source: runId },
          },
        });
        if (aliases.includes(CHAMPION))
          await assertReleasableNow(transaction, { name, version: number }, null);
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
          advice,
          createdAt,
          aliases: [...new Set(aliases)].sort(),
        };
      });
    },
    setAlias: (name, alias, version, reason = { by: 'person' }) =>
      registryAliases(context).setAlias(name, { alias, version, reason }),
    aliasMoves: (name, limit) => aliasMovesOf(db, name, limit),
    find: (name) =>
      snapshot(db, async (transaction) => {
        const row = await transaction
          .selectFrom('models')
          .selectAll()
          .where('name', '=', name)
          .where('newest_answering', 'is not', null)
          .$narrowType<AnsweringModel>()
          .executeTakeFirst();
        return row && toRecord(row, await aliasesOf(transaction, [name]));
      }),
    findUnanswering: (name, version) =>
      snapshot(db, (transaction) => findUnanswering(transaction, name, version)),
    findVersion: (name, version) =>
      snapshot(db, (transaction) => findModelVersion(transaction, name, version)),
    versions: (name) => snapshot(db, (transaction) => listModelVersions(transaction, name)),
    list: (page, among) => snapshot(db, (transaction) => listModels(transaction, page, among)),
    async count() {
      const row = await db
        .selectFrom('models')
        .where('newest_answering', 'is not', null)
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return Number(row.n);
    },
  };
}

async function listModels(
  db: Kysely<Schema>,
  page: PageRequest,
  among: ReadonlySet<string> | undefined,
): Promise<Page<ModelRecord>> {
  let query = db
    .selectFrom('models')
    .selectAll()
    .where('newest_answering', 'is not', null)
    .$narrowType<AnsweringModel>()
    .orderBy('updated_at', 'desc')
    .orderBy('name', 'desc')
    .limit(page.limit + 1);
  if (among !== undefined) query = query.where('name', 'in', [...among]);
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

async function findUnanswering(
  db: Kysely<Schema>,
  name: ModelName,
  version: number | undefined,
): Promise<Unanswering | undefined> {
  const model = await db
    .selectFrom('models')
    .select('newest_answering')
    .where('name', '=', name)
    .executeTakeFirst();
  if (model === undefined) return undefined;
  let query = db
    .selectFrom('model_versions')
    .select(['version', 'source', 'artifact'])
    .where('name', '=', name)
    .orderBy('version', 'desc');
  if (version !== undefined) query = query.where('version', '=', version);
  const found = await query.limit(1).executeTakeFirst();
  if (found !== undefined)
    return found.artifact === null
      ? { name, version: found.version, source: found.source }
      : undefined;
  return version === undefined ? { name, version: null, source: null } : undefined;
}

/** Counts the versions of a model up in one statement, so that two writers never get the same number. */
async function nextVersion(
  transaction: Kysely<Schema>,
  { name, task, target }: NewModelVersion,
  at: string,
): Promise<number> {
  const row = await transaction
    .insertInto('models')
    .values({
      ...{ name, task, target, latest_version: 1, newest_answering: 1 },
      ...{ created_at: at, updated_at: at },
    })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet(({ eb, ref }) => ({
        ...{ task, target, updated_at: at },
        latest_version: eb(ref('models.latest_version'), '+', 1),
        newest_answering: eb(ref('models.latest_version'), '+', 1),
      })),
    )
    .returning('latest_version')
    .executeTakeFirstOrThrow();
  return row.latest_version;
}

/** Advice with its number, which no other version of the model has: the row of the model is held by then. */
async function numbered(
  transaction: Kysely<Schema>,
  { name, advice }: NewModelVersion,
): Promise<VersionAdvice | null> {
  if (advice === undefined) return null;
  const rows = await transaction
    .selectFrom('model_versions')
    .select(['version', 'advice'])
    .where('name', '=', name)
    .where('advice', 'is not', null)
    .$narrowType<{ advice: string }>()
    .execute();
  const numbers = new Map(
    rows.map((row) => [row.version, (JSON.parse(row.advice) as VersionAdvice).number]),
  );
  const before = advice.comparedWith === null ? null : numbers.get(advice.comparedWith);
  const number = nextNumber(advice.level, { before: before ?? null, taken: [...numbers.values()] });
  return { number, ...advice };
}

/** A model that has a version which can answer here: registering that version said what it does. */
interface AnsweringModel extends ModelsTable {
  readonly task: ModelTask;
  readonly target: string;
  readonly newest_answering: number;
}

function toRecord(
  row: AnsweringModel,
  aliases: ReadonlyMap<string, ReadonlyMap<string, number>>,
): ModelRecord {
  return {
    name: asId(row.name),
    task: row.task,
    target: row.target,
    latestVersion: row.newest_answering,
    aliases: Object.fromEntries(aliases.get(row.name) ?? []),
    updatedAt: row.updated_at,
  };
}
