import { asId, type ModelName } from '@kaizenml/contracts';
import { EndpointSettings } from '@kaizenml/contracts/operations';
import type { EndpointStore } from '../../endpoints/store.ts';
import { instant } from '../../kit/index.ts';
import type { TableContext } from './context.ts';

/** Settings of endpoints in a table. */
export function endpointTable({ db, clock }: TableContext): EndpointStore {
  return {
    async put(name, settings) {
      const changed = { settings: JSON.stringify(settings), changed_at: instant(clock) };
      await db
        .insertInto('endpoints')
        .values({ name, ...changed })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(changed))
        .execute();
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
