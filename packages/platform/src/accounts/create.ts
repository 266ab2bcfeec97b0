import type { Operations } from '@kaizenml/contracts/operations';
import type { AccountStore } from '../access/index.ts';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import { toAccount } from './to-account.ts';

export const createAccount =
  (accounts: AccountStore): MachineHandler<Operations['accounts']['create']> =>
  async ({ name, kind, role, note }, machine, asked) => {
    const reason = { by: 'person', who: whoAsks(machine, asked), why: note } as const;
    return toAccount(await accounts.create({ name, kind, role }, reason), undefined);
  };
