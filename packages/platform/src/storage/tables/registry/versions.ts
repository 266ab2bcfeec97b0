import type { ModelName } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import { instant } from '../../../kit/index.ts';
import type {
  NewRegisteredVersion,
  RegisteredVersion,
  RegistryStore,
  VersionAt,
} from '../../../models/registry/store.ts';
import type { ModelVersionsTable, Schema } from '../../schema.ts';
import type { TableContext } from '../context.ts';
import { recordChange } from '../record-change.ts';
import { snapshot } from '../snapshot.ts';
import { getModelRow, getVersionRow } from './get-row.ts';
import { assertReleasableNow } from './release.ts';
import { searchVersions } from './search.ts';
import { setVersionTags } from './set-tags.ts';
import { stopUnreleasable } from './stop-rollout.ts';
import { toRegisteredVersions } from './to-registered.ts';
import { touchModel, touchVersion } from './touch.ts';

type VersionMethods = Pick<
  RegistryStore,
  | 'createVersion'
  | 'findVersion'
  | 'searchVersions'
  | 'newestPerStage'
  | 'describeVersion'
  | 'tagVersion'
  | 'setStage'
>;

/** Versions of registered models, whoever made them. */
export function registeredVersions({ db, clock, nextId }: TableContext): VersionMethods {
  return {
    createVersion: (asked, reason) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        const { name, source, runId, description, tags = {} } = asked;
        await getModelRow(transaction, name);
        const { copyOf } = asked;
        const origin = copyOf && (await getVersionRow(transaction, copyOf));
        const version = await insertVersion(transaction, asked, { origin, at });
        await setVersionTags(transaction, { name, version }, tags);
        await recordChange(transaction, {
          at,
          change: {
            ...{ ...reason, action: 'version.create', name, part: `/${version}` },
            to: { source, runId, description, tags, artifact: origin?.artifact ?? undefined },
          },
        });
        return read(transaction, { name, version });
      }),
    findVersion: ({ name, version }) =>
      snapshot(db, async (transaction) => {
        const row = await transaction
          .selectFrom('model_versions')
          .selectAll()
          .where('name', '=', name)
          .where('version', '=', version)
          .executeTakeFirst();
        return row && toVersion(transaction, row);
      }),
    searchVersions: (search, page) =>
      snapshot(db, (transaction) => searchVersions(transaction, search, page)),
    newestPerStage: (names) =>
      snapshot(db, async (transaction) => {
        const rows = await newestOfStages(transaction, names);
        return Map.groupBy(await toRegisteredVersions(transaction, rows), ({ name }) => name);
      }),
    describeVersion: (version, { description, reason }) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        const before = await getVersionRow(transaction, version);
        await transaction
          .updateTable('model_versions')
          .set({ description, updated_at: at })
          .where('name', '=', version.name)
          .where('version', '=', version.version)
          .execute();
        await stopUnreleasable(transaction, version.name, { id: nextId(), at, who: reason.who });
        await recordChange(transaction, {
          at,
          change: {
            ...{ ...reason, action: 'version.describe', ...placeOf(version) },
            ...{ from: before.description, to: description },
          },
        });
        return read(transaction, version);
      }),
    tagVersion: (version, { tags, reason }) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        await getVersionRow(transaction, version);
        const from = await setVersionTags(transaction, version, tags);
        await recordChange(transaction, {
          at,
          change: { ...reason, action: 'version.tag', ...placeOf(version), from, to: tags },
        });
      }),
    setStage: (version, { stage, archivesOthers, reason }) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        const before = await getVersionRow(transaction, version);
        if (stage === 'Production') await assertReleasableNow(transaction, version, reason.who);
        const others = archivesOthers ? await othersIn(transaction, version, stage) : [];
        const moves = [
          ...others.map((row) => ({ row, to: 'Archived' as const })),
          { row: before, to: stage },
        ];
        for (const { row, to } of moves) {
          const place = { name: version.name, version: row.version };
          await transaction
            .updateTable('model_versions')
            .set({ stage: to })
            .where('name', '=', row.name)
            .where('version', '=', row.version)
            .execute();
          await touchVersion(transaction, place, at);
          await recordChange(transaction, {
            at,
            change: {
              ...{ ...reason, action: 'version.stage', ...placeOf(place), from: row.stage, to },
            },
          });
        }
        await touchModel(transaction, version.name, at);
        return read(transaction, version);
      }),
  };
}

function placeOf({ name, version }: VersionAt) {
  return { name, part: `/${version}` } as const;
}

/** Counts the versions up in one statement, so that two writers never get the same number. @returns The number */
async function insertVersion(
  transaction: Kysely<Schema>,
  asked: NewRegisteredVersion,
  { origin, at }: { readonly origin: ModelVersionsTable | undefined; readonly at: string },
): Promise<number> {
  const { name } = asked;
  const { latest_version: version } = await transaction
    .updateTable('models')
    .set(({ eb, ref }) => ({
      latest_version: eb(ref('latest_version'), '+', 1),
      updated_at: at,
    }))
    .where('name', '=', name)
    .returning('latest_version')
    .executeTakeFirstOrThrow();
  if (origin?.artifact) {
    const { task, target } = await getModelRow(transaction, asked.copyOf?.name ?? name);
    await transaction
      .updateTable('models')
      .set({ task, target, newest_answering: version })
      .where('name', '=', name)
      .execute();
  }
  await transaction
    .insertInto('model_versions')
    .values({
      ...{ name, version, source: asked.source, location: asked.location ?? null },
      ...{ status: 'ready', stage: 'None' },
      ...{ run_id: asked.runId ?? origin?.run_id ?? null, run_link: asked.runLink ?? null },
      ...{ model_id: asked.modelId ?? null, description: asked.description ?? null },
      ...{ created_by: asked.user ?? null, created_at: at, updated_at: at },
      ...{ artifact: origin?.artifact ?? null, estimator: origin?.estimator ?? null },
      metrics: origin?.metrics ?? '{}',
    })
    .execute();
  return version;
}

/** In one statement, however many models there are. */
async function newestOfStages(
  transaction: Kysely<Schema>,
  names: readonly ModelName[],
): Promise<ModelVersionsTable[]> {
  if (names.length === 0) return [];
  return transaction
    .selectFrom('model_versions')
    .selectAll()
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('name', 'version'),
        'in',
        selectFrom('model_versions as each')
          .select(({ fn }) => ['each.name', fn.max('each.version').as('version')])
          .where('each.name', 'in', names)
          .groupBy(['each.name', 'each.stage'])
          .$asTuple('name', 'version'),
      ),
    )
    .orderBy('name')
    .orderBy('version')
    .execute();
}

function othersIn(
  transaction: Kysely<Schema>,
  { name, version }: VersionAt,
  stage: ModelVersionsTable['stage'],
): Promise<ModelVersionsTable[]> {
  return transaction
    .selectFrom('model_versions')
    .selectAll()
    .where('name', '=', name)
    .where('version', '!=', version)
    .where('stage', '=', stage)
    .orderBy('version')
    .execute();
}

async function read(transaction: Kysely<Schema>, at: VersionAt): Promise<RegisteredVersion> {
  return toVersion(transaction, await getVersionRow(transaction, at));
}

async function toVersion(
  transaction: Kysely<Schema>,
  row: ModelVersionsTable,
): Promise<RegisteredVersion> {
  const [version] = await toRegisteredVersions(transaction, [row]);
  return version as RegisteredVersion;
}
