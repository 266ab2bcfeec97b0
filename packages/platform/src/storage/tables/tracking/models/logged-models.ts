import type { Kysely } from 'kysely';
import { sha256 } from '../../../../kit/index.ts';
import type { LoggedModel, LoggedModels } from '../../../../tracking/store.ts';
import { isSqlite } from '../../../is-sqlite.ts';
import type { Schema } from '../../../schema.ts';
import { claimExperiment } from '../experiments.ts';
import { experimentsOf } from '../experiments-of.ts';
import { experimentState, loggedModelNotFound, paramChanged } from '../failures.ts';
import type { TrackingTools } from '../tools.ts';
import { type LoggedModelRow, readLoggedModels } from './read-logged-models.ts';
import { searchLoggedModels } from './search-logged-models.ts';

const ID_DIGITS = 32;

/** Models that clients logged, on a connection that is in a transaction. */
export function loggedModels(db: Kysely<Schema>, { clock, nextId }: TrackingTools): LoggedModels {
  const change = async (id: string, columns: (row: LoggedModelRow) => Partial<LoggedModelRow>) => {
    const row = await claim(db, id);
    await db
      .updateTable('logged_models')
      .set({ ...columns(row), changed_at: clock.now() })
      .where('number', '=', row.number)
      .execute();
  };
  return {
    async create({ experimentId, name, type, sourceRunId, params, tags }) {
      const experiment = await claimExperiment(db, experimentId);
      if (experiment.lifecycle === 'deleted') throw experimentState(experimentId, 'active');
      const id = `m-${sha256(nextId()).slice(0, ID_DIGITS)}`;
      const row = await db
        .insertInto('logged_models')
        .values({
          ...{ id, experiment: experiment.number, name, type, source_run_id: sourceRunId },
          ...{ status: 'pending', created_at: clock.now(), changed_at: clock.now() },
          artifact_uri: `${experiment.artifact_location}/models/${id}/artifacts`,
          deleted_at: null,
          params: JSON.stringify(params),
          tags: JSON.stringify(tags),
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return toModel(db, row);
    },
    async find(id) {
      const row = await find(db, id);
      return row && toModel(db, row);
    },
    experimentsOf: (ids) => experimentsOf(db, 'logged_models', ids),
    async setStatus(id, status) {
      await change(id, () => ({ status }));
      return toModel(db, await claim(db, id));
    },
    setTags: (id, tags) =>
      change(id, (row) => {
        const merged = { ...JSON.parse(row.tags), ...tags };
        const kept = Object.entries(merged).filter(([, value]) => value !== null);
        return { tags: JSON.stringify(Object.fromEntries(kept)) };
      }),
    addParams: (id, params) =>
      change(id, (row) => {
        const known = new Map<string, string>(Object.entries(JSON.parse(row.params)));
        for (const [key, given] of Object.entries(params)) {
          const value = known.get(key) ?? given;
          if (value !== given)
            throw paramChanged({ of: 'logged model', id }, { key, value, given });
          known.set(key, value);
        }
        return { params: JSON.stringify(Object.fromEntries(known)) };
      }),
    delete: (id) => change(id, () => ({ deleted_at: clock.now() })),
    search: (search, page) => searchLoggedModels(db, search, page),
  };
}

async function find(db: Kysely<Schema>, id: string): Promise<LoggedModelRow | undefined> {
  return db
    .selectFrom('logged_models')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
}

async function claim(db: Kysely<Schema>, id: string): Promise<LoggedModelRow> {
  const query = db
    .selectFrom('logged_models')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null);
  const row = await (isSqlite(db) ? query : query.forUpdate()).executeTakeFirst();
  if (row === undefined) throw loggedModelNotFound(id);
  return row;
}

async function toModel(db: Kysely<Schema>, row: LoggedModelRow): Promise<LoggedModel> {
  return (await readLoggedModels(db, [row]))[0] as LoggedModel;
}
