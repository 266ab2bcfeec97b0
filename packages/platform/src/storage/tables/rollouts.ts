import { asId, type ModelName } from '@kaizenml/contracts';
import { instant } from '../../kit/index.ts';
import type {
  KeptTrail,
  NewRolloutEvent,
  RolloutRecord,
  RolloutStore,
} from '../../rollouts/store.ts';
import { fromToken, toPage } from '../cursor.ts';
import type { RolloutEventsTable, RolloutsTable } from '../schema.ts';
import type { TableContext } from './context.ts';
import { pointAlias } from './model-aliases.ts';
import { getVersionRow } from './registry/get-row.ts';
import { assertReleasableNow, CHAMPION, holdModel } from './registry/release.ts';
import { starterOf } from './registry/stop-rollout.ts';
import { touchModel } from './registry/touch.ts';

const MIN_PREFIX = 6;
const ID_LENGTH = 26;

/** Rollouts in tables. */
export function rolloutTable({ db, clock, nextId }: TableContext): RolloutStore {
  const toEventRow = (
    rollout: string,
    { kind, by, who = null, message, details }: NewRolloutEvent,
    at: string,
  ): RolloutEventsTable => ({
    id: nextId(),
    ...{ rollout, at, kind, by, who, message, details: JSON.stringify(details) },
  });
  return {
    start: ({ endpoint, from, to, settings, standing, event }) =>
      db.transaction().execute(async (transaction) => {
        await holdModel(transaction, endpoint);
        const challengers = settings.bandit?.challengers ?? [to];
        for (const version of [from, ...challengers])
          await getVersionRow(transaction, { name: endpoint, version });
        for (const version of challengers)
          await assertReleasableNow(transaction, { name: endpoint, version }, event.who);
        const active = await transaction
          .selectFrom('rollouts')
          .select('id')
          .where('endpoint', '=', endpoint)
          .where('is_active', '=', 1)
          .executeTakeFirst();
        if (active !== undefined) return undefined;
        const at = instant(clock);
        const row = await transaction
          .insertInto('rollouts')
          .values({
            ...{ id: nextId(), endpoint, from_version: from, to_version: to },
            settings: JSON.stringify(settings),
            ...{ status: 'running', is_active: 1, step: 0, revision: 0 },
            ...{ step_started_at: at, started_at: at, ended_at: null, reason: event.message },
            standing: standing === undefined ? null : JSON.stringify(standing),
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        await transaction
          .insertInto('rollout_events')
          .values(toEventRow(row.id, event, at))
          .execute();
        return toRecord(row);
      }),
    async find(idOrPrefix) {
      const prefix = idOrPrefix.toUpperCase();
      if (prefix.length < MIN_PREFIX || prefix.length > ID_LENGTH) return undefined;
      const rows = await db
        .selectFrom('rollouts')
        .selectAll()
        .where('id', '>=', prefix)
        .where('id', '<=', prefix.padEnd(ID_LENGTH, 'Z'))
        .limit(2)
        .execute();
      return rows.length === 1 && rows[0] !== undefined ? toRecord(rows[0]) : undefined;
    },
    async findActive(endpoint) {
      const row = await db
        .selectFrom('rollouts')
        .selectAll()
        .where('endpoint', '=', endpoint)
        .where('is_active', '=', 1)
        .executeTakeFirst();
      return row && toRecord(row);
    },
    async active() {
      const rows = await db
        .selectFrom('rollouts')
        .selectAll()
        .where('is_active', '=', 1)
        .orderBy('endpoint')
        .execute();
      return rows.map(toRecord);
    },
    async list(endpoint, page) {
      let query = db
        .selectFrom('rollouts')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(page.limit + 1);
      if (endpoint !== undefined) query = query.where('endpoint', '=', endpoint);
      if (page.after !== undefined) {
        const [id = ''] = fromToken(page.after, 1);
        query = query.where('id', '<', id);
      }
      const rows = await query.execute();
      return toPage(rows.map(toRecord), page, ({ id }) => [id]);
    },
    change: (
      rollout,
      { status, step, event, promotes, to = rollout.to, standing = rollout.standing },
    ) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        if (promotes) await holdModel(transaction, rollout.endpoint);
        const goesOn = status === 'running' || status === 'paused';
        const changed = await transaction
          .updateTable('rollouts')
          .set({
            ...{ status, step, reason: event.message, revision: rollout.revision + 1 },
            is_active: Number(goesOn),
            to_version: to,
            standing: standing === undefined ? null : JSON.stringify(standing),
            step_started_at: step === rollout.step ? rollout.stepStartedAt : at,
            ended_at: goesOn ? null : at,
          })
          .where('id', '=', rollout.id)
          .where('revision', '=', rollout.revision)
          .returningAll()
          .executeTakeFirst();
        if (changed === undefined) return undefined;
        await transaction
          .insertInto('rollout_events')
          .values(toEventRow(rollout.id, event, at))
          .execute();
        if (promotes) {
          const { by, who } = event;
          const releaser = by === 'person' ? who : await starterOf(transaction, rollout.id);
          await assertReleasableNow(transaction, { name: rollout.endpoint, version: to }, releaser);
          await touchModel(transaction, rollout.endpoint, at);
          await pointAlias(transaction, {
            ...{ id: nextId(), at, name: rollout.endpoint, alias: CHAMPION, to },
            ...{ by: 'rollout', source: rollout.id, who: event.who, why: event.message },
          });
        }
        return toRecord(changed);
      }),
    async learn(rollout, standing) {
      const changed = await db
        .updateTable('rollouts')
        .set({ standing: JSON.stringify(standing) })
        .where('id', '=', rollout.id)
        .where('revision', '=', rollout.revision)
        .executeTakeFirst();
      return changed.numUpdatedRows === 1n;
    },
    async events(id) {
      const rows = await db
        .selectFrom('rollout_events')
        .selectAll()
        .where('rollout', '=', id)
        .orderBy('id')
        .execute();
      return rows.map(({ at, kind, by, who, message, details }) => ({
        ...{ at, kind, by, who, message },
        details: JSON.parse(details) as Record<string, unknown>,
      }));
    },
    async putEvidence(rollout, step, source, evidence) {
      const text = JSON.stringify(evidence);
      await db
        .insertInto('rollout_evidence')
        .values({ rollout, step, source, evidence: text })
        .onConflict((conflict) =>
          conflict.columns(['rollout', 'step', 'source']).doUpdateSet({ evidence: text }),
        )
        .execute();
    },
    async putTrail(rollout, trail) {
      const text = JSON.stringify(trail);
      await db
        .insertInto('rollout_trails')
        .values({ rollout, trail: text })
        .onConflict((conflict) => conflict.column('rollout').doUpdateSet({ trail: text }))
        .execute();
    },
    async findTrail(id) {
      const row = await db
        .selectFrom('rollout_trails')
        .select('trail')
        .where('rollout', '=', id)
        .executeTakeFirst();
      return row && (JSON.parse(row.trail) as KeptTrail);
    },
    async evidence(id) {
      const rows = await db
        .selectFrom('rollout_evidence')
        .selectAll()
        .where('rollout', '=', id)
        .orderBy('step')
        .orderBy('source')
        .execute();
      return rows.map(({ step, evidence }) => ({
        step,
        evidence: JSON.parse(evidence) as Record<string, unknown>,
      }));
    },
  };
}

function toRecord(row: RolloutsTable): RolloutRecord {
  return {
    id: row.id,
    endpoint: asId<ModelName>(row.endpoint),
    from: row.from_version,
    to: row.to_version,
    settings: JSON.parse(row.settings) as RolloutRecord['settings'],
    status: row.status,
    step: row.step,
    stepStartedAt: row.step_started_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    reason: row.reason,
    revision: row.revision,
    ...(row.standing === null
      ? {}
      : { standing: JSON.parse(row.standing) as NonNullable<RolloutRecord['standing']> }),
  };
}
