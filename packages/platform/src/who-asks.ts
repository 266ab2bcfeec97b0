import type { Asked, AtMachine } from './at-machine.ts';
import { loginName } from './kit/index.ts';

/**
 * Who decided something, for a history that is read later: the name of an account, whichever of its keys it used, since a person with two
 * keys is one person; else the id of a key, `admin` for the token of the server, `jwt:` and the subject of a token; at the machine the
 * login of who typed the command. Null where the server asks nobody for a key.
 */
export function whoAsks(machine: AtMachine | undefined, asked: Asked | undefined): string | null {
  const caller = asked?.caller;
  if (caller !== undefined) return caller.rights?.account ?? caller.id;
  return machine === undefined ? null : `${loginName()} at the command line`;
}
