import type { Asked, AtMachine } from './at-machine.ts';
import { loginName } from './kit/index.ts';

/**
 * Who decided something, for a history that is read later: the id of a key, `admin` for the token of the server, `jwt:` and the subject of
 * a token; at the machine the login of who typed the command. Null where the server asks nobody for a key.
 */
export function whoAsks(machine: AtMachine | undefined, asked: Asked | undefined): string | null {
  if (asked?.caller !== undefined) return asked.caller.id;
  return machine === undefined ? null : `${loginName()} at the command line`;
}
