import { AppError } from '@kaizenml/contracts';

/** How a connection is kept from others, in the words of libpq. */
export type TlsMode = 'disable' | 'require' | 'verify-ca' | 'verify-full';

/** Where a PostgreSQL store lies, and how it is entered. */
export interface PostgresAddress {
  /** Name or number of the host, or the folder of a Unix socket. */
  readonly host: string;
  readonly port: number;
  /** Default: `PGUSER`, else the login. */
  readonly user?: string;
  /** Default: `PGPASSWORD`, else `~/.pgpass`. */
  readonly password?: string;
  readonly database: string;
  /** Default: the first of the search path of the user, `public` as a rule. */
  readonly schema?: string;
  readonly tlsMode: TlsMode;
  /** Certificates, as PEM, of who may have signed the server's; default: those that Node trusts. */
  readonly rootCertPath?: string;
  /** Connections of one process at most. */
  readonly nConnections: number;
  /** The address without secrets, for people. */
  readonly place: string;
}

const SCHEME = /^postgres(ql)?:\/\//i;
const TLS_MODES: readonly TlsMode[] = ['disable', 'require', 'verify-ca', 'verify-full'];
const PARAMETERS = ['host', 'port', 'user', 'schema', 'sslmode', 'sslrootcert', 'connections'];
const DEFAULT_PORT = 5432;
const DEFAULT_CONNECTIONS = 10;
const MOST_CONNECTIONS = 100;
const EXAMPLE = 'postgres://user@host:5432/database';

/** Whether a text names a database of PostgreSQL, and no folder. */
export function isPostgresAddress(text: string): boolean {
  return SCHEME.test(text);
}

/**
 * Reads `postgres://user:password@host:port/database?schema=…&sslmode=…&sslrootcert=…&connections=…`.
 *
 * A host that is a folder, written `%2Frun%2Fpostgresql` or `?host=/run/postgresql`, is that of a Unix socket. Beyond this
 * machine a connection is encrypted and the server's name checked unless `sslmode` says otherwise.
 *
 * @throws STORE_ADDRESS_INVALID, which never tells a password
 */
export function parseAddress(text: string): PostgresAddress {
  if (!isPostgresAddress(text)) throw invalid('begin with `postgres://`', schemeOf(text));
  const url = parseUrl(text);
  // What follows a password that was not encoded may be the rest of it.
  if (/@/.test(url.search + url.hash) || url.hash !== '' || /[/@]/.test(url.pathname.slice(1)))
    throw invalid('be percent-encoded', 'a part that is not');
  const unknown = [...url.searchParams.keys()].find((key) => !PARAMETERS.includes(key));
  if (unknown !== undefined)
    throw invalid(`have no other parameters than ${PARAMETERS.join(', ')}`, `"${unknown}"`);
  const asked = (key: string) => url.searchParams.get(key) ?? undefined;
  const host = asked('host') ?? hostOf(url);
  const port = wholeNumber('a port', asked('port') ?? (url.port || DEFAULT_PORT), 65_535);
  const user = asked('user') ?? decoded(url.username);
  const password = decoded(url.password);
  const database = decoded(url.pathname.slice(1));
  if (database === undefined) throw invalid('name a database', 'none');
  const schema = asked('schema');
  if (schema !== undefined && !/^[a-z_][a-z0-9_]{0,62}$/.test(schema))
    throw invalid('name a schema of at most 63 small letters, digits and _', `"${schema}"`);
  const tlsMode = tlsModeOf(asked('sslmode'), host);
  const rootCertPath = asked('sslrootcert');
  const connections = asked('connections') ?? DEFAULT_CONNECTIONS;
  const at = host.startsWith('/') ? `${encodeURIComponent(host)}:${port}` : `${host}:${port}`;
  return {
    ...{ host, port, database, tlsMode },
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(schema === undefined ? {} : { schema }),
    ...(rootCertPath === undefined ? {} : { rootCertPath }),
    nConnections: wholeNumber('a number of connections', connections, MOST_CONNECTIONS),
    place: `postgres://${user === undefined ? '' : `${user}@`}${at}/${database}${schema === undefined ? '' : `?schema=${schema}`}`,
  };
}

function parseUrl(text: string): URL {
  // A user without a host, as the addresses of Unix sockets have it, is no URL.
  const whole = text.replace(/^([a-z]+:\/\/[^/?]*@)(?=[/?]|$)/i, '$1localhost');
  if (!URL.canParse(whole)) throw invalid(`be like \`${EXAMPLE}\``, 'one that cannot be read');
  return new URL(whole);
}

function hostOf(url: URL): string {
  const host = decoded(url.hostname) ?? 'localhost';
  return host.replace(/^\[(.*)\]$/, '$1');
}

function decoded(text: string): string | undefined {
  if (text === '') return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid('be percent-encoded', 'a part that is not');
  }
}

function wholeNumber(what: string, given: string | number, most: number): number {
  const number = /^\d{1,5}$/.test(String(given)) ? Number(given) : 0;
  if (number >= 1 && number <= most) return number;
  throw invalid(`have ${what} from 1 to ${most}`, `"${given}"`);
}

function tlsModeOf(asked: string | undefined, host: string): TlsMode {
  if (asked === undefined) return isHere(host) ? 'disable' : 'verify-full';
  const mode = TLS_MODES.find((each) => each === asked);
  if (mode === undefined) throw invalid(`have an sslmode of ${TLS_MODES.join(', ')}`, `"${asked}"`);
  return mode;
}

/** Whether a connection does not leave this machine. */
function isHere(host: string): boolean {
  return host.startsWith('/') || /^(localhost|127(\.\d+){3}|::1)$/.test(host);
}

/** What may be shown of an address that is none: what stands before anything secret. */
function schemeOf(text: string): string {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(text)?.[0];
  if (scheme !== undefined) return `"${scheme}"`;
  return text.includes('@') ? 'something else' : `"${text}"`;
}

function invalid(expected: string, given: string): AppError {
  return new AppError('STORE_ADDRESS_INVALID', {
    message: `The address of a store must ${expected}, got ${given}.`,
    hint: `Name it like \`--store ${EXAMPLE}\`, or leave it out for the file in the home.`,
    details: { expected, given },
  });
}
