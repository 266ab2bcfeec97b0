import type { Operations } from '@kaizenml/contracts/operations';
import type { AccountStore } from '../access/index.ts';
import type { MachineHandler } from '../at-machine.ts';
import { type PlaceStores, resolvePlace } from './resolve-place.ts';
import { toAccount } from './to-account.ts';

/** Lists accounts; with a thing those that have a role there or everywhere. */
export const listAccounts =
  (accounts: AccountStore, stores: PlaceStores): MachineHandler<Operations['accounts']['list']> =>
  async ({ experiment, model, ...page }, _machine, asked) => {
    const rights = asked?.caller?.rights;
    const at = (await resolvePlace(stores, { experiment, model }, rights)) ?? undefined;
    const { items, next } = await accounts.list({ at }, page);
    return {
      items: items.map((record) => toAccount(record, rights)),
      ...(next === undefined ? {} : { next }),
    };
  };
