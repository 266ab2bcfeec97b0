import type { Operations } from '@kaizenml/contracts/operations';
import { type AccountStore, toGivenRole } from '../access/index.ts';
import type { MachineHandler } from '../at-machine.ts';

/** Tells what the caller may do: everything where nobody is asked for a key. */
export const showOwnRights =
  (accounts: Pick<AccountStore, 'find'>): MachineHandler<Operations['keys']['self']> =>
  async (_, __, asked) => {
    const caller = asked?.caller;
    if (caller === undefined)
      return { id: null, scopes: ['admin'], account: null, endpoints: null };
    const { id, scopes, endpoints, rights } = caller;
    const record = rights && (await accounts.find(rights.account));
    return {
      id,
      scopes: [...scopes],
      account:
        record === undefined
          ? null
          : { name: record.name, kind: record.kind, roles: record.roles.map(toGivenRole) },
      endpoints: endpoints === undefined ? null : [...endpoints],
    };
  };
