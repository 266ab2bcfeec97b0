import { instant } from '../../../kit/index.ts';
import type { RegistryStore } from '../../../models/registry/store.ts';
import type { TableContext } from '../context.ts';
import { pointAlias } from '../model-aliases.ts';
import { recordChange } from '../record-change.ts';
import { getModelRow, getVersionRow } from './get-row.ts';
import { assertReleasableNow, CHAMPION } from './release.ts';
import { touchModel } from './touch.ts';

/** Aliases of models. */
export function registryAliases({
  db,
  clock,
  nextId,
}: TableContext): Pick<RegistryStore, 'setAlias' | 'deleteAlias'> {
  return {
    setAlias: (name, { alias, version, reason }) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        await getVersionRow(transaction, { name, version });
        if (alias === CHAMPION)
          await assertReleasableNow(transaction, { name, version }, reason.who);
        await pointAlias(transaction, { ...reason, id: nextId(), at, name, alias, to: version });
        await touchModel(transaction, name, at);
      }),
    deleteAlias: (name, { alias, reason }) =>
      db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        await getModelRow(transaction, name);
        const row = await transaction
          .deleteFrom('model_aliases')
          .where('name', '=', name)
          .where('alias', '=', alias)
          .returning('version')
          .executeTakeFirst();
        if (row === undefined) return false;
        await touchModel(transaction, name, at);
        await recordChange(transaction, {
          at,
          change: {
            ...{ ...reason, action: 'alias.delete', name, part: `@${alias}`, from: row.version },
          },
        });
        return true;
      }),
  };
}
