import type { AccountBook, BookedAccount } from '../../access/index.ts';
import { isSecret, parseKey } from '../../keys/index.ts';
import type { Clock } from '../../kit/index.ts';
import { bearerCheck } from '../token.ts';
import { ADMIN, type Caller } from './caller.ts';
import type { JwtCheck } from './jwt.ts';
import type { BookedKey, KeyBook } from './key-book.ts';

/** What a server takes as a proof of who asks. */
export interface CredentialParts {
  /** The token of the administrator, where there is one. */
  readonly token: string | undefined;
  readonly keys: KeyBook;
  readonly accounts: AccountBook;
  /** Checks JSON Web Tokens, where they are taken. */
  readonly checkJwt: JwtCheck | undefined;
  readonly clock: Clock;
}

/** What the `Authorization` of a request has shown. */
export type Shown =
  | { readonly caller: Caller; readonly key?: BookedKey }
  /** What was sent instead, for the sentence: it follows "got". */
  | { readonly got: string };

const BEARER = /^Bearer +(\S+)$/i;
const BASIC = /^Basic +([a-z\d+/]+={0,2})$/i;
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const UNKNOWN = { got: 'one that it does not know' } as const;

/**
 * Reads who asks out of an `Authorization` header: `Bearer` and the token or key, or `Basic` with it as the password of any
 * user, which is all that some clients can send.
 *
 * That a key was revoked or is over, or its account closed, is said only to who has its secret.
 */
export function createCredentials({
  token,
  keys,
  accounts,
  checkJwt,
  clock,
}: CredentialParts): (header: string | undefined) => Shown | Promise<Shown> {
  const isAdmin = token === undefined ? () => false : bearerCheck(token);
  return (given) => {
    if (given === undefined) return { got: 'none' };
    const header = withPassword(given);
    const [, sent] = BEARER.exec(header) ?? [];
    const parsed = sent === undefined ? undefined : parseKey(sent);
    if (parsed === undefined) {
      if (isAdmin(header)) return { caller: ADMIN };
      if (checkJwt === undefined || sent === undefined || !JWT.test(sent)) return UNKNOWN;
      return checkJwt(sent).then((found) =>
        typeof found === 'string' ? { got: found } : { caller: found },
      );
    }
    const check = (key: BookedKey | undefined) => {
      const shown = showKey(key, parsed.secret, clock);
      return 'got' in shown ? shown : underAccount(shown, accounts);
    };
    const found = keys.find(parsed.id);
    return found instanceof Promise ? found.then(check) : check(found);
  };
}

/** A `Basic` header as the `Bearer` header of its password; any other as it is. */
function withPassword(header: string): string {
  const [, pair] = BASIC.exec(header) ?? [];
  if (pair === undefined) return header;
  const [, password] = /^[^:]*:(.*)$/s.exec(Buffer.from(pair, 'base64').toString('utf8')) ?? [];
  return password === undefined ? header : `Bearer ${password}`;
}

/** What a key that is in order shows. */
interface ShownKey {
  readonly caller: Caller;
  readonly key: BookedKey;
}

function showKey(
  key: BookedKey | undefined,
  secret: string,
  clock: Clock,
): ShownKey | { readonly got: string } {
  if (key === undefined || !isSecret(secret, key.record.sha256)) return UNKNOWN;
  const { revokedAt, expiresAt } = key.record;
  if (revokedAt !== null) return { got: 'a key that was revoked' };
  if (expiresAt !== null && Date.parse(expiresAt) <= clock.now())
    return { got: 'a key whose time is over' };
  return { caller: key.caller, key };
}

/** A key of an account asks as this account; a promise only where the store must be asked for it. */
function underAccount({ caller, key }: ShownKey, accounts: AccountBook): Shown | Promise<Shown> {
  const { account: name } = key.record;
  if (name === null) return { caller, key };
  const show = (account: BookedAccount | undefined): Shown => {
    if (account === undefined) return UNKNOWN;
    if (account.isClosed) return { got: `a key of "${name}", an account that is closed` };
    return { caller: { ...caller, rights: account.rights }, key };
  };
  const found = accounts.find(name);
  return found instanceof Promise ? found.then(show) : show(found);
}
