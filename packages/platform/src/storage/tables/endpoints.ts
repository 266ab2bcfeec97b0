import { asId, type ModelName } from '@kaizenml/contracts';
import { EndpointSettings } from '@kaizenml/contracts/operations';
import type { EndpointStore } from '../../endpoints/store.ts';
import { instant } from '../../kit/index.ts';
import type { TableContext } from './context.ts';

/** Settings of endpoints in a table. */
export function endpointTable({ db, clock, nextId }: TableContext): EndpointStore {
  return {
    put: (name, settings, { note = null, who = null } = {}) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        const changed = { settings: JSON.stringify(settings), changed_at: at };
        await transaction
          .insertInto('endpoints')
          .values({ name, ...changed })
          .onConflict((conflict) => conflict.column('name').doUpdateSet(changed))
          .execute();
        await transaction
          .insertInto('endpoint_changes')
          .values({ id: nextId(), endpoint: name, at, settings: changed.settings, note, who })
          .execute();
      }),
    async changes(name, limit) {
      const rows = await db
        .selectFrom('endpoint_changes')
        .select(['at', 'settings', 'note', 'who'])
        .where('endpoint', '=', name)
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ at, settings, note, who }) => ({
        ...{ at, settings: fromText(settings), note, who },
      }));
    },
    async find(name) {
      const row = await db
        .selectFrom('endpoints')
        .select('settings')
        .where('name', '=', name)
        .executeTakeFirst();
      return row && fromText(row.settings);
    },
    async all() {
      const rows = await db.selectFrom('endpoints').select(['name', 'settings']).execute();
      return new Map(rows.map(({ name, settings }) => [asId<ModelName>(name), fromText(settings)]));
    },
  };
}

/** Settings that an older version wrote get the defaults of what it did not know. */
function fromText(settings: string): EndpointSettings {
  return EndpointSettings.parse(JSON.parse(settings));
}
