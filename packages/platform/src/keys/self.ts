import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';

/** Tells what the caller may do: everything where nobody is asked for a key. */
export const showOwnRights =
  (): MachineHandler<Operations['keys']['self']> => async (_, __, asked) => {
    const caller = asked?.caller;
    if (caller === undefined) return { id: null, scopes: ['admin'], endpoints: null };
    const { id, scopes, endpoints } = caller;
    return { id, scopes: [...scopes], endpoints: endpoints === undefined ? null : [...endpoints] };
  };
