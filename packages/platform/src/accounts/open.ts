import type { Operations } from '@kaizenml/contracts/operations';
import type { AccountStore } from '../access/index.ts';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import { getAccount } from './get-account.ts';
import { toAccount } from './to-account.ts';

/** Opens an account again; one that is open stays as it is. */
export const openAccount =
  (accounts: AccountStore): MachineHandler<Operations['accounts']['open']> =>
  async ({ name, note }, machine, asked) => {
    await accounts.open(name, { by: 'person', who: whoAsks(machine, asked), why: note });
    return toAccount(await getAccount(accounts, name), undefined);
  };
