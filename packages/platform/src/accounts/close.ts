import type { Operations } from '@kaizenml/contracts/operations';
import type { AccountStore } from '../access/index.ts';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import { getAccount } from './get-account.ts';
import { toAccount } from './to-account.ts';

/** Closes an account; one that is closed stays as it is. */
export const closeAccount =
  (accounts: AccountStore): MachineHandler<Operations['accounts']['close']> =>
  async ({ name, note }, machine, asked) => {
    await accounts.close(name, { by: 'person', who: whoAsks(machine, asked), why: note });
    return toAccount(await getAccount(accounts, name), undefined);
  };
