import type { Operations } from '@kaizenml/contracts/operations';
import type { AccountStore } from '../access/index.ts';
import type { MachineHandler } from '../at-machine.ts';
import type { KeyStore } from '../keys/index.ts';
import { getAccount } from './get-account.ts';
import { toAccount } from './to-account.ts';

const MAX_KEYS = 100;

/** Shows an account; its keys to itself and to administrators of everything. */
export const showAccount =
  (
    accounts: AccountStore,
    keys: Pick<KeyStore, 'list'>,
  ): MachineHandler<Operations['accounts']['show']> =>
  async ({ name }, _machine, asked) => {
    const caller = asked?.caller;
    const record = await getAccount(accounts, name);
    const isAdmin = caller === undefined || caller.scopes.has('admin');
    const mayKnow =
      caller?.rights === undefined
        ? isAdmin
        : caller.rights.account === name || (isAdmin && caller.rights.has('admin'));
    const own = mayKnow ? (await keys.list({ limit: MAX_KEYS }, { account: name })).items : null;
    return {
      ...toAccount(record, caller?.rights),
      keys:
        own?.map(({ id, name: called, createdAt, expiresAt, revokedAt, lastUsedAt }) => ({
          ...{ id, name: called, createdAt, expiresAt, revokedAt, lastUsedAt },
        })) ?? null,
    };
  };
