import type { Operations } from '@kaizenml/contracts/operations';
import type { AccountStore, TellOfAccount } from '../access/index.ts';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import { assertAdministers } from './assert-administers.ts';
import { getAccount } from './get-account.ts';
import { type PlaceStores, resolvePlace } from './resolve-place.ts';
import { toAccount } from './to-account.ts';

/** What giving and taking roles stands on. */
export interface RoleDeps extends PlaceStores {
  readonly accounts: AccountStore;
  readonly tell: TellOfAccount;
}

/** Gives an account a role. */
export const grantRole =
  ({ accounts, tell, ...stores }: RoleDeps): MachineHandler<Operations['accounts']['grant']> =>
  async ({ name, role, note, ...said }, machine, asked) => {
    const rights = asked?.caller?.rights;
    const thing = await resolvePlace(stores, said, rights);
    assertAdministers(rights, thing);
    const reason = { by: 'person', who: whoAsks(machine, asked), why: note } as const;
    if (await accounts.grant(name, { role, thing, reason })) await tell(name);
    return toAccount(await getAccount(accounts, name), rights);
  };
