import type { KeyScope } from '../../keys/index.ts';

/** Who asks, as far as the server could check it. */
export interface Caller {
  /** Public: the id of a key, `admin` for the token of the server. */
  readonly id: string;
  readonly scopes: ReadonlySet<KeyScope>;
  /** The only endpoints that it reaches; undefined for all. */
  readonly endpoints: ReadonlySet<string> | undefined;
}

/** Who has the token of the server. */
export const ADMIN: Caller = {
  id: 'admin',
  scopes: new Set(['admin']),
  endpoints: undefined,
};
