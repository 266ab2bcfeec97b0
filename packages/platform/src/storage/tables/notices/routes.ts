import type { Kysely } from 'kysely';
import { instant } from '../../../kit/index.ts';
import type { NoticeStore, Route } from '../../../notices/store.ts';
import type { AlertRoutesTable, Schema } from '../../schema.ts';
import { toAlertRow } from '../alert-record.ts';
import type { TableContext } from '../context.ts';
import { recordChange } from '../record-change.ts';
import { insertNotice } from './write-notices.ts';

type Verbs = 'setRoute' | 'findRoute' | 'routes' | 'removeRoute' | 'tryRoute';

/** Who hears of which alerts, in a table. */
export function routeTable({ db, clock, nextId }: TableContext): Pick<NoticeStore, Verbs> {
  return {
    setRoute: (route, reason) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        const before = await findRow(transaction, route.name);
        const row: AlertRoutesTable = {
          id: before?.id ?? nextId(),
          ...{ name: route.name, match: route.match, severity: route.severity },
          ...{ channel: route.channel, shown: route.shown, sealed_target: route.sealedTarget },
          after_ms: route.afterMs,
          ...{ created_at: before?.created_at ?? at },
          created_by: before === undefined ? (reason.who ?? null) : before.created_by,
        };
        if (before === undefined)
          await transaction.insertInto('alert_routes').values(row).execute();
        else
          await transaction.updateTable('alert_routes').set(row).where('id', '=', row.id).execute();
        const change = {
          ...{ action: 'route.set' as const, name: `route:${route.name}`, to: audited(row) },
          ...(before && { from: audited(before) }),
        } as const;
        await recordChange(transaction, { at, change: { ...reason, ...change } });
        return toRoute(row);
      }),
    async findRoute(name) {
      const row = await findRow(db, name);
      return row && toRoute(row);
    },
    routes: async () => (await readRoutes(db)).map(toRoute),
    removeRoute: (name, reason) =>
      db.transaction().execute(async (transaction) => {
        const before = await findRow(transaction, name);
        if (before === undefined) return false;
        await transaction.deleteFrom('alert_routes').where('id', '=', before.id).execute();
        const change = {
          action: 'route.delete',
          name: `route:${name}`,
          from: audited(before),
        } as const;
        await recordChange(transaction, { at: instant(clock), change: { ...reason, ...change } });
        return true;
      }),
    tryRoute: (name, example) =>
      db.transaction().execute(async (transaction) => {
        const route = await findRow(transaction, name);
        if (route === undefined) return undefined;
        const tools = { clock, nextId };
        const alert = toAlertRow(example);
        return await insertNotice(transaction, tools, { kind: 'trial', alert, route });
      }),
  };
}

/** All routes by name. */
export async function readRoutes(db: Kysely<Schema>): Promise<AlertRoutesTable[]> {
  const rows = await db.selectFrom('alert_routes').selectAll().execute();
  return rows.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function findRow(db: Kysely<Schema>, name: string): Promise<AlertRoutesTable | undefined> {
  return db.selectFrom('alert_routes').selectAll().where('name', '=', name).executeTakeFirst();
}

/** What the trail says of a route; never its secret. */
function audited({ match, severity, channel, shown, after_ms }: AlertRoutesTable): object {
  return { match, severity, channel, to: shown, afterMs: Number(after_ms) };
}

/** A row as a route. */
export function toRoute(row: AlertRoutesTable): Route {
  return {
    ...{ id: row.id, name: row.name, match: row.match, severity: row.severity },
    ...{ channel: row.channel, shown: row.shown, sealedTarget: row.sealed_target },
    ...{ afterMs: Number(row.after_ms), createdAt: row.created_at, createdBy: row.created_by },
  };
}
