import type { Rights } from '../../access/index.ts';
import type { KeyScope } from '../../keys/index.ts';

/** Who asks, as far as the server could check it. */
export interface Caller {
  /** Public: the id of a key, `admin` for the token of the server, `jwt:` and the subject of a token. */
  readonly id: string;
  readonly scopes: ReadonlySet<KeyScope>;
  /** The only endpoints that it reaches; undefined for all. */
  readonly endpoints: ReadonlySet<string> | undefined;
  /** What the account of the key or token may do; undefined without an account: what the scopes say, everywhere. */
  readonly rights: Rights | undefined;
}

/** Who has the token of the server. */
export const ADMIN: Caller = {
  id: 'admin',
  scopes: new Set(['admin']),
  endpoints: undefined,
  rights: undefined,
};
